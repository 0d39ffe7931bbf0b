import type { ReleaseEvent } from '@waylight/contracts/release';
import { Dimension, type Explanation, type TrendCell, Unit } from '@waylight/contracts/trends';
import { explainTable, type PlannedTable } from '@waylight/disclosure-control';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import { coordinatesOf, type ParsedQuestion } from '@waylight/trends';
import type { AnswerContext } from './answer.ts';

const UNITS: Readonly<Record<number, string>> = {
  [Unit.REPORTS]: 'Reports: what organisations submitted.',
  [Unit.INCIDENTS]: 'Incidents: one per report, until reports of the same incident are matched.',
  [Unit.VICTIMS]: 'Victims: the dead and missing as the source states them, not de-duplicated.',
};

/** What the numbers of the public record mean. */
export function explainPublicRecord(
  { view, registry }: AnswerContext,
  question: ParsedQuestion,
  cells: readonly TrendCell[],
): Explanation {
  const sources = new Set(view.publicRecord.map((cell) => coordinatesOf(cell.field).organisation));
  const attribution = [...sources]
    .map((number) => registry.byNumber(number)?.publicSource?.attribution)
    .filter((text) => text !== undefined)
    .sort();
  return {
    unit: UNITS[question.unit] ?? '',
    source: 'The public record: published elsewhere already, without identities.',
    rounding: 'Not rounded: the numbers are exact.',
    method: `${
      question.by.includes(Dimension.PERIOD)
        ? 'Calendar periods; weeks are those of ISO 8601. A date known less precisely stands apart, as "2025-03-?". '
        : ''
    }Country is where it happened. Never summed with reports.`,
    attribution,
    footnotes: footnotes(cells),
  };
}

/** What the numbers of a released table mean. Fixed words: nothing here depends on the counts behind them. */
export function explainReleased(
  { notice }: AnswerContext,
  table: PlannedTable,
  { k, period }: Pick<ReleaseEvent, 'k' | 'period'>,
  cells: readonly { readonly coordinates: readonly string[] }[],
): Explanation {
  const words = explainTable(table, { base: k, period });
  return {
    ...words,
    source: `${words.source} Each period is a release of its own; this describes the newest.`,
    attribution: notice === undefined ? [] : [notice],
    footnotes: footnotes(cells),
  };
}

/** Kosovo* is named as a country of its own and in border segments, such as "AL-XK". */
function footnotes(cells: readonly { readonly coordinates: readonly string[] }[]): string[] {
  const named = cells.some(({ coordinates }) =>
    coordinates.some((value) => value.includes('XK') && /\bXK\b/.test(value)),
  );
  return named ? [`* XK: ${XK_FOOTNOTE}`] : [];
}
