import { createHash } from 'node:crypto';

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

/**
 * SFC32 (C. Doty-Humphrey, public domain), seeded by number and name. Its 128 bits of state keep streams of
 * different names apart: with 32 bits, one of some hundred streams soon repeats a part of another.
 */
export function createRandom(seed: number, name = ''): Random {
  const hash = createHash('sha256').update(`${seed} ${name}`).digest();
  let a = hash.readInt32LE(0);
  let b = hash.readInt32LE(4);
  let c = hash.readInt32LE(8);
  let counter = hash.readInt32LE(12);
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
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
