/** Pseudo-random numbers that repeat with the same seed. */
export type Random = {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** True once in this many times, on average. */
  oneIn(times: number): boolean;
  pick<T>(from: readonly T[]): T;
  shuffled<T>(of: readonly T[]): T[];
  bytes(length: number): Uint8Array;
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
  return {
    next,
    between,
    oneIn: (times) => between(1, times) === 1,
    pick: (from) => {
      if (from.length === 0) throw new RangeError('nothing to pick from');
      return from[between(0, from.length - 1)] as (typeof from)[number];
    },
    shuffled: (of) => {
      const rest = [...of];
      return of.map(() => rest.splice(between(0, rest.length - 1), 1)[0]!);
    },
    bytes: (length) => Uint8Array.from({ length }, () => between(0, 255)),
  };
}
