/**
 * Names of the numbers that deviate too far from the truth in both of two series of draws under different keys. A bias shows
 * in both. Chance exceeds five standard deviations in one of a million numbers, so in both series in one of 10^12. The
 * second series is drawn only if the first has such numbers.
 */
export function findRepeatedDeviations(findDeviations: (series: string) => readonly string[]): string[] {
  const first = findDeviations('first');
  if (first.length === 0) return [];
  const second = new Set(findDeviations('second'));
  return first.filter((name) => second.has(name));
}
