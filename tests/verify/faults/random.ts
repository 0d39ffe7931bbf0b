/** Pseudo-random numbers that repeat with the same seed. */
export type Random = {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(of: readonly T[]): T[];
};

/** Mulberry32 (T. Ettinger, public domain), seeded by number and name. */
export function createRandom(seed: number, name = ''): Random {
  let state = seed >>> 0;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x9e3779b1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(from: readonly T[]): T => {
    const [found] = from.slice(between(0, from.length - 1));
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  };
  return {
    next,
    between,
    pick,
    shuffled: (of) => {
      const rest = [...of];
      return of.map(() => rest.splice(between(0, rest.length - 1), 1)[0]!);
    },
  };
}
