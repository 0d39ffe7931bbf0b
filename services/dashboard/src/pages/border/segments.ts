import { segmentEnds } from '../../completeness/counted-countries.ts';
import type { IsSilent } from '../../completeness/use-silence.ts';
import { monthsOf } from '../../data/period-steps.ts';
import type { Answer } from '../../data/schemas.ts';

/** A directed segment, or a named stretch of one, with its released numbers. Undefined is not given, which is not 0. */
export type SegmentNumbers = {
  readonly code: string;
  readonly from: string;
  readonly to: string;
  readonly isStretch: boolean;
  readonly value: number | undefined;
  /** Whether a low number says nothing: the country of either end was silent in the period. */
  readonly isSilent: boolean;
  /** At which of its ends that is. */
  readonly silentEnds: readonly ('from' | 'to')[];
};

/** What is at no segment that the table tells apart, such as what happened at no border. */
export type OtherCount = { readonly code: string; readonly value: number };

export type Segments = {
  readonly segments: readonly SegmentNumbers[];
  readonly others: readonly OtherCount[];
};

const nobodyIs: IsSilent = () => false;

/** Every segment that an answer by period and segment names in any period, as it is in one of them. */
export function segmentsOf(
  { cells }: Pick<Answer, 'cells'>,
  at: string,
  isSilent: IsSilent = nobodyIs,
): Segments {
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
    const silentEnds = (['from', 'to'] as const).filter((end) => isSilent(ends[end], at));
    segments.push({
      ...{ code, from, to, value, isStretch: stretch !== undefined },
      ...{ isSilent: silentEnds.length > 0, silentEnds },
    });
  }
  return { segments, others };
}

/** The newest of released months that is later than a period; undefined where the period holds it. */
export function monthBeyond(period: string, months: readonly string[]): string | undefined {
  const [newest, last] = [months.toSorted().at(-1), monthsOf(period).at(-1)];
  return newest !== undefined && last !== undefined && newest > last ? newest : undefined;
}

/** The segments that begin or end in a country; all where none is asked for. */
export const touching = (segments: readonly SegmentNumbers[], country: string | undefined) =>
  segments.filter(({ from, to }) => country === undefined || from === country || to === country);

export const SORTS = ['value', 'plan'] as const;
export type Sort = (typeof SORTS)[number];

/** Largest first, those without a number last and equal ones as the plan has them; or all as the plan has them. */
export function sortedSegments(segments: readonly SegmentNumbers[], sort: Sort): readonly SegmentNumbers[] {
  if (sort === 'plan') return segments;
  return [...segments].sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
}
