/**
 * Names of the numbers that stray too far from the truth in each of two series of draws under different keys. A bias shows
 * in both. Five standard deviations are exceeded by chance in one of a million numbers, so in both series by one of 10^12.
 * The second series is drawn only where the first has such numbers.
 */
export function findRepeatedDeviations(findDeviations: (series: string) => readonly string[]): string[] {
  const first = findDeviations('first');
  if (first.length === 0) return [];
  const second = new Set(findDeviations('second'));
  return first.filter((name) => second.has(name));
}
