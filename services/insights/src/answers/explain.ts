import { Dimension, type Explanation, Unit } from '@waylight/contracts/trends';
import { explainTable, explainVictimSums } from '@waylight/disclosure-control';
import { explained, type Sentence, sentence } from '@waylight/presentation';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import { type ParsedQuestion, PUBLIC_RECORD_DIMENSIONS } from '@waylight/trends';
import type { AnswerContext } from './answer.ts';
import { audienceName } from './audience-name.ts';
import type { ReleasedAnswer } from './decide.ts';

const UNITS: Readonly<Record<number, Sentence>> = {
  [Unit.REPORTS]: sentence('unit.record.reports'),
  [Unit.INCIDENTS]: sentence('unit.incidents'),
  [Unit.VICTIMS]: sentence('unit.record.victims'),
};

/** What the numbers of the public record mean. */
export function explainPublicRecord(
  { view, registry }: AnswerContext,
  question: ParsedQuestion,
  kosovo: boolean,
): Explanation {
  const attribution = [...view.publicRecord.organisations]
    .map((number) => registry.findByNumber(number)?.publicSource?.attribution)
    .filter((text) => text !== undefined)
    .sort();
  const unit = UNITS[question.unit];
  return {
    ...explained({
      unit: unit === undefined ? [] : [unit],
      source: [sentence('source.record')],
      rounding: [sentence('rounding.exact')],
      method: [
        ...(question.by.includes(Dimension.PERIOD)
          ? [sentence('method.calendar'), sentence('method.vague', { example: '2025-03-?' })]
          : []),
        sentence('method.country'),
        ...(asksHowGood(question) ? HOW_GOOD : []),
        sentence('method.neverSummed'),
      ],
    }),
    attribution,
    footnotes: footnotes(kosovo),
  };
}

const HOW_GOOD = [sentence('method.quality'), sentence('method.precision'), sentence('method.unknown')];

const asksHowGood = ({ by, filters }: ParsedQuestion): boolean =>
  [...by, ...filters.keys()].some((dimension) => PUBLIC_RECORD_DIMENSIONS.has(dimension));

/** What the numbers of a released table mean. Fixed sentences: nothing here depends on the counts behind them. */
export function explainReleased(
  { notice }: AnswerContext,
  { table, question, newest }: Pick<ReleasedAnswer, 'table' | 'question' | 'newest'>,
  kosovo: boolean,
): Explanation {
  const { k, period, audience, marginsAreSums } = newest.event;
  const drawn = { roundingBase: k, period, marginsAreSums };
  const sums = sumsOf({ question, newest });
  const notes =
    sums === undefined
      ? explainTable(table, drawn, audienceName(audience))
      : explainVictimSums(table, drawn, sums);
  return {
    ...explained({ ...notes, source: [...notes.source, sentence('source.newest')] }),
    attribution: notice === undefined ? [] : [notice],
    footnotes: footnotes(kosovo),
  };
}

/** What every number of an answer is a multiple of. */
export function baseOf(of: Pick<ReleasedAnswer, 'question' | 'newest'>): number {
  return sumsOf(of)?.roundingBase ?? of.newest.event.k;
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
