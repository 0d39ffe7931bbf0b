import { interpretRounded } from '@waylight/presentation';
import type { Answer, Cell } from '../../api/schemas.ts';

/** A share in whole per cent, both ends included: what rounding leaves open. */
export type ShareRange = { readonly from: number; readonly to: number };

/**
 * What two released numbers say about a share of one in the other. Undefined where the whole itself may be none. The truth
 * of each lies less than the base from it, and no part is larger than its whole.
 */
export function shareRange(part: number, whole: number, base: number): ShareRange | undefined {
  if (whole === 0) return undefined;
  const [some, all] = [interpretRounded(part, base), interpretRounded(whole, base)];
  const from = Math.max(0, some.from) / all.to;
  const to = Math.min(1, some.to / Math.max(1, all.from));
  return { from: Math.floor(100 * Math.min(1, from)), to: Math.ceil(100 * to) };
}

/** What a longer period has and its parts have not, as released numbers say it. */
export type LateLine = {
  readonly difference: number;
  /** So much of it, up or down, may be rounding alone. */
  readonly atMost: number;
  readonly says: 'more' | 'fewer' | 'unsure';
  /** How many came late, or were taken back, at least; 0 where nothing is certain. */
  readonly least: number;
};

/** Undefined where one of the numbers is not given: it is not 0. */
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

/** Codes under which a table counts what is not known; most count it with what has no code of its own. */
const isLeftUnknown = (code: string): boolean => code === 'unknown' || code.endsWith('other-or-unknown');

/** The number of what is not known in one period, in one country or where none is asked for; undefined where it was not given. */
export function leftUnknown(
  { cells }: Pick<Answer, 'cells'>,
  dimension: string,
  period: string,
  country?: string,
): Cell | undefined {
  return cells.find(
    (cell) =>
      cell.period === period &&
      (country === undefined || cell.country === country) &&
      isLeftUnknown(String(cell[dimension])),
  );
}
