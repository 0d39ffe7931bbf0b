import { daysOf } from '@waylight/calendar';
import { interpretRounded } from '@waylight/presentation';

type Direction = 'more' | 'fewer';

/** What two released numbers say about how much the number reported changed: at least `from` and at most `to`, both included. */
export type Change =
  /** With `doubt`, a silent country can explain the difference. */
  | { readonly kind: Direction; readonly from: number; readonly to: number; readonly doubt?: 'silence' }
  /** Rounding, or the lengths of the periods, can explain the difference. */
  | { readonly kind: 'uncertain'; readonly doubt?: 'silence' };

/** A released number, and its period. */
export type OfPeriod = {
  readonly value: number;
  /** If absent, both periods count as equally long. */
  readonly period?: string;
  /**
   * Whether nobody said what they did in the period, in the country, or at either end of the border, that it is of: then it says nothing.
   * `in-part` of a sum of the whole region in which one country is silent: it may be lower for that alone.
   */
  readonly isSilent?: boolean | 'in-part';
};

/**
 * The certain change between two periods: every possible count of one is larger than every possible count of the other, in total and for
 * each day. In a silent period less was reported than happened, or nobody knows: a later one may be more for that alone, and of the silent
 * one itself nothing is certain. @throws RangeError for a number that no release can contain
 */
export function changeBetween(earlier: OfPeriod, now: OfPeriod, base: number): Change {
  const [before, after] = [interpretRounded(earlier.value, base), interpretRounded(now.value, base)];
  const [daysBefore, days] = lengthsOf(earlier, now);
  const [least, most] = [after.from - before.to, after.to - before.from];
  const isMore = least > 0 && after.from * daysBefore > before.to * days;
  const isFewer = most < 0 && after.to * daysBefore < before.from * days;
  if (!isMore && !isFewer)
    return now.isSilent || earlier.isSilent ? { kind: 'uncertain', doubt: 'silence' } : { kind: 'uncertain' };
  const change = isMore
    ? ({ kind: 'more', from: least, to: most } as const)
    : ({ kind: 'fewer', from: -most, to: -least } as const);
  const isDoubted =
    now.isSilent === true || (now.isSilent === 'in-part' && isFewer) || (earlier.isSilent && isMore);
  return isDoubted ? { ...change, doubt: 'silence' } : change;
}

/** Days of both periods. */
function lengthsOf(earlier: OfPeriod, now: OfPeriod): readonly [number, number] {
  const [before, after] = [daysOf(earlier.period ?? ''), daysOf(now.period ?? '')];
  return before === undefined || after === undefined
    ? [1, 1]
    : [before.toDay - before.fromDay + 1, after.toDay - after.fromDay + 1];
}
