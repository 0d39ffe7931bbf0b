import { foldKey } from './fold.ts';
import { nearest } from './nearest.ts';

/** Result of a look-up: exactly one value, several candidates, or no value with the closest spellings. It is never a guess. */
export type Lookup<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'candidates'; readonly candidates: readonly T[] }
  | { readonly kind: 'none'; readonly nearest: readonly T[] };

export function lookupOf<T>(hits: readonly T[], closest: () => readonly T[]): Lookup<T> {
  const [first, second] = hits;
  if (first === undefined) {
    let near: readonly T[] | undefined;
    // Computed on demand: distances to thousands of spellings take milliseconds, and callers that accept unknown values never need
    // them.
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
  /** Every folded spelling with its values. */
  entries(): Iterable<readonly [key: string, values: readonly T[]]>;
}

/** Cache of texts with a match, because systems send the same few texts again and again. Texts without a match are not stored. */
const MAX_CACHED = 2_000;

/** Creates an index from folded spelling to values. Spellings with an empty key are omitted. */
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
      const cached = cache.get(text);
      if (cached !== undefined) return cached;
      const key = foldKey(text);
      const values = key === '' ? undefined : byKey.get(key);
      if (values !== undefined && cache.size < MAX_CACHED) cache.set(text, values);
      return values ?? [];
    },
    nearest: (text, limit) => nearest(foldKey(text), byKey, limit),
    entries: () => byKey.entries(),
  };
}
