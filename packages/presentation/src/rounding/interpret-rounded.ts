/**
 * What a released number says of the truth, both ends included. A number was rounded to a neighbouring multiple of its
 * base and lies less than the base away from it (Cox 1987), and nothing is ever less than none.
 */
export type RoundedInterpretation =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'about';
      readonly value: number;
      /** How far the truth may be from it, in either direction. */
      readonly atMost: number;
      readonly from: number;
      readonly to: number;
    };

/** The base of every released count; sums of victims have a larger one. */
export const DEFAULT_ROUNDING_BASE = 5;

/**
 * Reads a released number. A 0 is a range and never "none". Only a correction is ever negative, and then the truth is
 * not bounded by none. @throws RangeError for a number that no release can hold: it must not be shown as if it were one.
 */
export function interpretRounded(
  value: number,
  roundingBase: number = DEFAULT_ROUNDING_BASE,
): RoundedInterpretation {
  if (
    !Number.isSafeInteger(roundingBase) ||
    roundingBase < 1 ||
    !Number.isSafeInteger(value) ||
    value % roundingBase !== 0
  )
    throw new RangeError(
      `${value} is no multiple of ${roundingBase}: it was not released as a rounded number`,
    );
  const atMost = roundingBase - 1;
  if (value === 0) return { kind: 'range', from: 0, to: atMost };
  return { kind: 'about', value, atMost, from: value - atMost, to: value + atMost };
}

/** Whether two released numbers can differ by their rounding alone. */
export function canBeEqual(
  one: number,
  other: number,
  roundingBase: number = DEFAULT_ROUNDING_BASE,
): boolean {
  return Math.abs(one - other) <= 2 * (roundingBase - 1);
}
