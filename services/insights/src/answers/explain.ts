import { Dimension, type Explanation, Unit } from '@waylight/contracts/trends';
import { explainTable, explainVictimsOf } from '@waylight/disclosure-control';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import { type ParsedQuestion, PUBLIC_RECORD_DIMENSIONS } from '@waylight/trends';
import type { AnswerContext } from './answer.ts';
import { audienceName } from './audience-name.ts';
import type { ReleasedAnswer } from './decide.ts';

const UNITS: Readonly<Record<number, string>> = {
  [Unit.REPORTS]: 'Reports: what organisations submitted.',
  [Unit.INCIDENTS]: 'Incidents: one per report, until reports of the same incident are matched.',
  [Unit.VICTIMS]: 'Victims: the dead and missing as the source states them, not de-duplicated.',
};

/** What the numbers of the public record mean. */
export function explainPublicRecord(
  { view, registry }: AnswerContext,
  question: ParsedQuestion,
  kosovo: boolean,
): Explanation {
  const attribution = [...view.publicRecord.organisations]
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
    }Country is where it happened. ${asksHowGood(question) ? HOW_GOOD : ''}Never summed with reports.`,
    attribution,
    footnotes: footnotes(kosovo),
  };
}

const HOW_GOOD =
  'Source quality is 1 (weak) to 5 (strong), as the published record rates its sources. Place precision is how exactly the source knew the place; of a place only its country, area and border segment are kept, so no number here lies at a point. "unknown" is not stated, or counted before it was told apart. ';

const asksHowGood = ({ by, filters }: ParsedQuestion): boolean =>
  [...by, ...filters.keys()].some((dimension) => PUBLIC_RECORD_DIMENSIONS.has(dimension));

/** What the numbers of a released table mean. Fixed words: nothing here depends on the counts behind them. */
export function explainReleased(
  { notice }: AnswerContext,
  { table, question, newest }: Pick<ReleasedAnswer, 'table' | 'question' | 'newest'>,
  kosovo: boolean,
): Explanation {
  const { k, period, audience, marginsAreSums } = newest.event;
  const drawn = { base: k, period, marginsAreSums };
  const sums = sumsOf({ question, newest });
  const words =
    sums === undefined
      ? explainTable(table, drawn, audienceName(audience))
      : explainVictimsOf(table, drawn, sums);
  return {
    ...words,
    source: `${words.source} Each period is a release of its own; this describes the newest.`,
    attribution: notice === undefined ? [] : [notice],
    footnotes: footnotes(kosovo),
  };
}

/** What every number of an answer is a multiple of. */
export function baseOf(of: Pick<ReleasedAnswer, 'question' | 'newest'>): number {
  return sumsOf(of)?.base ?? of.newest.event.k;
}

const sumsOf = ({ question, newest }: Pick<ReleasedAnswer, 'question' | 'newest'>) =>
  question.unit === 'victims' ? newest.drawn.victims : undefined;

/** Kosovo* is named as a country of its own and in border segments, such as "AL-XK". */
export function namesKosovo(cells: readonly { readonly coordinates: readonly string[] }[]): boolean {
  return cells.some(({ coordinates }) =>
    coordinates.some((value) => value.includes('XK') && /\bXK\b/.test(value)),
  );
}

const footnotes = (kosovo: boolean): string[] => (kosovo ? [`* XK: ${XK_FOOTNOTE}`] : []);
