import { type RoundedInterpretation, interpretRounded } from '@waylight/presentation';
import { weeksIn } from './period-weeks.ts';

/** What can explain a difference beside what happened: that a country was silent, or that the periods have not as many weeks. */
export type Doubt = 'silence' | 'weeks';

type Direction = 'more' | 'fewer';

/** What two released numbers say about how much the truth changed: at least `from` and at most `to`, both counted in. */
export type Change =
  | { readonly kind: Direction; readonly from: number; readonly to: number; readonly doubt?: Doubt }
  /**
   * Rounding alone can explain the difference of the counts; `byWeek` where the numbers for each week differ for certain even so, and
   * `doubt` where one of the two says little anyway.
   */
  | { readonly kind: 'uncertain'; readonly byWeek?: Direction; readonly doubt?: 'silence' };

/** A released number, and what it is of. */
export type OfPeriod = {
  readonly value: number;
  /** Without it both periods are taken to be of one length. */
  readonly period?: string;
  /**
   * Whether nobody said what they did in the period, in the country, or at either end of the border, that it is of: then it says nothing.
   * `in-part` of a sum of the whole region in which one country is silent: it may be lower for that alone.
   */
  readonly isSilent?: boolean | 'in-part';
};

/**
 * What is certain to have changed. In a silent period less was reported than happened, or nobody knows: what is compared with a later one may
 * be more for that alone, and of the silent one itself nothing is certain. @throws RangeError for a number that no release can hold
 */
export function changeBetween(earlier: OfPeriod, now: OfPeriod, base: number): Change {
  const [before, after] = [interpretRounded(earlier.value, base), interpretRounded(now.value, base)];
  const weekly = byWeek(earlier, now, [before, after]);
  const [least, most] = [after.from - before.to, after.to - before.from];
  const isDoubted = (direction: Direction) =>
    now.isSilent === true ||
    (now.isSilent === 'in-part' && direction === 'fewer') ||
    (earlier.isSilent && direction === 'more');
  if (least <= 0 && most >= 0) {
    if (weekly !== undefined && !isDoubted(weekly)) return { kind: 'uncertain', byWeek: weekly };
    return now.isSilent || earlier.isSilent ? { kind: 'uncertain', doubt: 'silence' } : { kind: 'uncertain' };
  }
  const kind = least > 0 ? 'more' : 'fewer';
  const [from, to] = least > 0 ? [least, most] : [-most, -least];
  if (isDoubted(kind)) return { kind, from, to, doubt: 'silence' };
  return weekly === kind ? { kind, from, to } : { kind, from, to, doubt: 'weeks' };
}

/** In which direction every truth for each week differs; undefined where none is certain. */
function byWeek(
  earlier: OfPeriod,
  now: OfPeriod,
  [before, after]: readonly [RoundedInterpretation, RoundedInterpretation],
): Direction | undefined {
  const [weeksBefore, weeks] = [weeksIn(earlier.period ?? ''), weeksIn(now.period ?? '')];
  // Of periods whose weeks are not known as many are taken.
  const [of, ofBefore] = weeks === undefined || weeksBefore === undefined ? [1, 1] : [weeks, weeksBefore];
  if (after.from * ofBefore > before.to * of) return 'more';
  return after.to * ofBefore < before.from * of ? 'fewer' : undefined;
}
