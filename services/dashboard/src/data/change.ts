import { readRounded } from '@waylight/reading';

/** What two released numbers say about how much the truth changed: at least `from` and at most `to`, both counted in. */
export type Change =
  | { readonly kind: 'more' | 'fewer'; readonly from: number; readonly to: number }
  /** Rounding alone can explain the difference. */
  | { readonly kind: 'uncertain' };

/** @throws RangeError for a number that no release can hold */
export function changeBetween(earlier: number, now: number, base: number): Change {
  const [before, after] = [readRounded(earlier, base), readRounded(now, base)];
  const [least, most] = [after.from - before.to, after.to - before.from];
  if (least > 0) return { kind: 'more', from: least, to: most };
  if (most < 0) return { kind: 'fewer', from: -most, to: -least };
  return { kind: 'uncertain' };
}
