/**
 * The possible exact values of a released number, both ends included. A count is rounded to a neighbouring multiple of its
 * base, so that it differs by less than the base (Cox 1987). A count is never below 0.
 */
export type RoundedInterpretation =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'about';
      readonly value: number;
      /** Largest difference to the exact value, in either direction. */
      readonly atMost: number;
      readonly from: number;
      readonly to: number;
    };

/** Rounding base of every released count. Sums of victims have a larger one. */
export const DEFAULT_ROUNDING_BASE = 5;

/**
 * Interprets a released number. A 0 is a range, and never means "none". Only a correction can be negative, and its exact value may
 * be below 0. @throws RangeError for a number that no release can contain, because it must not be presented as a released number
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
    throw new RangeError(`${value} is not a multiple of ${roundingBase}, so it is not a released number`);
  const atMost = roundingBase - 1;
  if (value === 0) return { kind: 'range', from: 0, to: atMost };
  return { kind: 'about', value, atMost, from: value - atMost, to: value + atMost };
}
