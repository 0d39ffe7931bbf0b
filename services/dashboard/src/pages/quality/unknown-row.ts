import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import type { Answer, Cell } from '../../api/schemas.ts';
import { leftUnknown, newestPeriod, type ShareRange, shareRange } from './quality-numbers.ts';
import type { Dimension, Looked } from './quality-questions.ts';

/** What is not known of one dimension, in the region or one country. */
export type UnknownRow = {
  readonly dimension: Dimension;
  readonly country: string | undefined;
  readonly period: string;
  readonly part: Cell;
  readonly whole: Cell;
  readonly base: number;
  /** Undefined where the whole may be none. */
  readonly share: ShareRange | undefined;
};

/** Undefined until both answers are there, and where one of the two numbers was not given: it is not 0. */
export function unknownRow(
  { dimension }: Looked,
  answer: Answer | undefined,
  whole: Answer | undefined,
  country?: string,
): UnknownRow | undefined {
  if (answer === undefined || whole === undefined) return undefined;
  const period = newestPeriod(answer);
  if (period === undefined) return undefined;
  const all = whole.cells.find(
    (cell) => cell.period === period && (country === undefined || cell.country === country),
  );
  const part = leftUnknown(answer, dimension, period, country);
  if (all === undefined || part === undefined) return undefined;
  const base = answer.k ?? DEFAULT_ROUNDING_BASE;
  const share = shareRange(Number(part.value), Number(all.value), base);
  return { dimension, country, period, part, whole: all, base, share };
}
