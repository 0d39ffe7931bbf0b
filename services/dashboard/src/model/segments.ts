import type { Answer } from '../api/schemas.ts';
import { segmentEnds } from './counted-countries.ts';
import { crosstab, type Grid, PERIOD } from './grid.ts';
import { fillRows } from './rearrange.ts';

/** A directed segment, or a named stretch of one, with its released numbers. Undefined means not released, which is not 0. */
export type SegmentNumbers = {
  readonly code: string;
  readonly from: string;
  readonly to: string;
  readonly isStretch: boolean;
  readonly value: number | undefined;
};

/** Codes that are no segment, such as "not at a border". */
export type OtherCount = { readonly code: string; readonly value: number };

export type Segments = {
  readonly segments: readonly SegmentNumbers[];
  readonly others: readonly OtherCount[];
};

/** All segments that an answer contains in any period, with their numbers of one period. */
export function segmentsOf({ cells }: Pick<Answer, 'cells'>, at: string): Segments {
  const given = new Map(
    cells.filter(({ period }) => period === at).map((cell) => [String(cell.segment), cell]),
  );
  const segments: SegmentNumbers[] = [];
  const others: OtherCount[] = [];
  for (const code of new Set(cells.map((cell) => String(cell.segment)))) {
    const ends = segmentEnds(code);
    const cell = given.get(code);
    const value = cell && Number(cell.value);
    if (ends === undefined) {
      if (value !== undefined) others.push({ code, value });
      continue;
    }
    const { from, to, stretch } = ends;
    segments.push({ code, from, to, value, isStretch: stretch !== undefined });
  }
  return { segments, others };
}

/** The segments that begin or end in a country; all without a country. */
export const touching = (segments: readonly SegmentNumbers[], country: string | undefined) =>
  segments.filter(({ from, to }) => country === undefined || from === country || to === country);

/** Largest first; those without a number last; equal ones in the order of the plan. */
export const sortedSegments = (segments: readonly SegmentNumbers[]): readonly SegmentNumbers[] =>
  [...segments].sort((a, b) => (b.value ?? -1) - (a.value ?? -1));

/** The code of the opposite direction; undefined for a code that is not a whole segment. */
export function reverseOf(code: string): string | undefined {
  const ends = segmentEnds(code);
  return ends === undefined || ends.stretch !== undefined ? undefined : `${ends.to}-${ends.from}`;
}

/** The released numbers of segments in a period, a row for each of these codes in their order. */
export const segmentGrid = (
  answer: Answer,
  { title, at, codes }: { readonly title: string; readonly at: string; readonly codes: readonly string[] },
): Grid =>
  fillRows(crosstab(answer, { title, rows: ['segment'], only: { [PERIOD]: [at] } }), codes, {
    kind: 'none',
  });
