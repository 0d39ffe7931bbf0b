/** Returns the edit distance. A swap of neighbouring characters is one step (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? a.length;
}

/**
 * Returns up to `limit` values, nearest first, each value once. The edit distance of their keys is at most a third of the key's
 * length.
 */
export function nearest<T>(key: string, entries: Iterable<readonly [string, readonly T[]]>, limit = 3): T[] {
  if (key === '') return [];
  const maxDistance = Math.max(1, Math.floor(key.length / 3));
  const best = new Map<T, number>();
  for (const [other, values] of entries) {
    if (Math.abs(other.length - key.length) > maxDistance) continue;
    const distance = editDistance(key, other);
    if (distance > maxDistance) continue;
    for (const value of values) best.set(value, Math.min(distance, best.get(value) ?? distance));
  }
  return [...best]
    .sort((a, b) => a[1] - b[1])
    .slice(0, limit)
    .map(([value]) => value);
}
