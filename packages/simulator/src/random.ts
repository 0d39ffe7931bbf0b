/** A seeded stream of uniform numbers in [0, 1): sfc32 (Doty-Humphrey, PractRand). The same seed gives the same stream. */
export type Random = {
  uniform(): number;
  /** Draws a whole number from `min` to `max`, inclusive. */
  integer(min: number, max: number): number;
  /** Draws one of the values. The probability of a value is proportional to its weight. */
  pick<T>(weighted: readonly (readonly [value: T, weight: number])[]): T;
  chance(probability: number): boolean;
};

/** An offset of the seed for an independent stream. */
export const DETAILS_SEED_OFFSET = 0x6d2b79f5;

/** The stream of a month such as "2025-03". The streams of a seed's months are independent. */
export function createMonthRandom(seed: number, month: string): Random {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return createRandom(seed + Math.imul(year * 12 + number, 0x85ebca6b));
}

export function createRandom(seed: number): Random {
  let a = seed >>> 0;
  let b = 0x9e3779b9;
  let c = 0x243f6a88;
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return {
    uniform: next,
    integer: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick(weighted) {
      let rest = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of weighted) {
        rest -= weight;
        if (rest < 0) return value;
      }
      const last = weighted.at(-1);
      if (last === undefined) throw new RangeError('nothing to pick from');
      return last[0];
    },
  };
}
