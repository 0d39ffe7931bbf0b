import { foldKey } from './fold.ts';
import { nearest } from './nearest.ts';

/** What a look-up says: exactly one, several that the text could mean, or none with the closest spellings. Never a guess. */
export type Lookup<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'candidates'; readonly candidates: readonly T[] }
  | { readonly kind: 'none'; readonly nearest: readonly T[] };

export function lookupOf<T>(hits: readonly T[], closest: () => readonly T[]): Lookup<T> {
  const [first, second] = hits;
  if (first === undefined) {
    let near: readonly T[] | undefined;
    // Measuring against thousands of spellings takes milliseconds, and who takes unknown for an answer never asks.
    return {
      kind: 'none',
      get nearest() {
        near ??= closest();
        return near;
      },
    };
  }
  return second === undefined ? { kind: 'found', value: first } : { kind: 'candidates', candidates: hits };
}

export interface Spellings<T> {
  add(spelling: string, value: T): void;
  get(text: string): readonly T[];
  nearest(text: string, limit?: number): T[];
  /** Every folded spelling with the values that carry it. */
  entries(): Iterable<readonly [key: string, values: readonly T[]]>;
}

/** Texts that led somewhere, because a system sends the same few over and over. Nothing else of what is asked is kept. */
const MAX_CACHED = 2_000;

/** An index from folded spelling to the values that carry it. Spellings that fold to nothing are left out. */
export function createSpellings<T>(): Spellings<T> {
  const byKey = new Map<string, T[]>();
  const cache = new Map<string, readonly T[]>();
  return {
    add(spelling, value) {
      cache.clear();
      const key = foldKey(spelling);
      if (key === '') return;
      const values = byKey.get(key);
      if (values === undefined) byKey.set(key, [value]);
      else if (!values.includes(value)) values.push(value);
    },
    get(text) {
      const known = cache.get(text);
      if (known !== undefined) return known;
      const key = foldKey(text);
      const values = key === '' ? undefined : byKey.get(key);
      if (values !== undefined && cache.size < MAX_CACHED) cache.set(text, values);
      return values ?? [];
    },
    nearest: (text, limit) => nearest(foldKey(text), byKey, limit),
    entries: () => byKey.entries(),
  };
}
