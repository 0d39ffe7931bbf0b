/**
 * Returns the names of the numbers that deviate too far from the truth in both of two series of draws under different keys. A bias
 * appears in both series. By chance, one of a million numbers deviates by more than five standard deviations, so one of 10^12 does
 * in both series. The second series is drawn only if the first has such numbers.
 */
export function findRepeatedDeviations(findDeviations: (series: string) => readonly string[]): string[] {
  const first = findDeviations('first');
  if (first.length === 0) return [];
  const second = new Set(findDeviations('second'));
  return first.filter((name) => second.has(name));
}
