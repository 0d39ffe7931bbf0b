import { interpretRounded } from '@waylight/presentation';
import type { Answer, AnswerCell } from '../../api/schemas.ts';

/** Bounds of a share in whole per cent, both included. */
export type ShareRange = { readonly from: number; readonly to: number };

/**
 * Computes the bounds of a share from two released numbers. Undefined if the total may be 0. Each exact count differs from its
 * number by less than the base, and no part exceeds its total.
 */
export function shareRange(part: number, whole: number, base: number): ShareRange | undefined {
  if (whole === 0) return undefined;
  const [some, all] = [interpretRounded(part, base), interpretRounded(whole, base)];
  const from = Math.max(0, some.from) / all.to;
  const to = Math.min(1, some.to / Math.max(1, all.from));
  return { from: Math.floor(100 * Math.min(1, from)), to: Math.ceil(100 * to) };
}

/** The difference between a longer period and the sum of its parts, from released numbers. */
export type LateLine = {
  readonly difference: number;
  /** Largest difference that rounding alone can explain, in either direction. */
  readonly atMost: number;
  readonly says: 'more' | 'fewer' | 'unsure';
  /** Minimum of late or retracted reports; 0 if nothing is certain. */
  readonly least: number;
};

/** Undefined if one of the numbers is missing: a missing number is not 0. */
export function lateLine(
  longer: number | undefined,
  parts: readonly (number | undefined)[],
  base: number,
): LateLine | undefined {
  const given = parts.filter((part) => part !== undefined);
  if (longer === undefined || given.length < parts.length) return undefined;
  const difference = given.reduce((rest, part) => rest - part, longer);
  const atMost = (parts.length + 1) * (base - 1);
  const least = Math.max(0, Math.abs(difference) - atMost);
  return { difference, atMost, least, says: least === 0 ? 'unsure' : difference > 0 ? 'more' : 'fewer' };
}

/** Codes of unknown values. Most tables count them together with values without a code of their own. */
const isLeftUnknown = (code: string): boolean => code === 'unknown' || code.endsWith('other-or-unknown');

/** The number of unknown values in a period, optionally in one country; undefined if it was not released. */
export function leftUnknown(
  { cells }: Pick<Answer, 'cells'>,
  dimension: string,
  period: string,
  country?: string,
): AnswerCell | undefined {
  return cells.find(
    (cell) =>
      cell.period === period &&
      (country === undefined || cell.country === country) &&
      isLeftUnknown(String(cell[dimension])),
  );
}
