import type { Registry } from '@waylight/access';
import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import type { Explanation, TrendCell } from '@waylight/contracts/trends';
import { explainTable, explainVictimSums } from '@waylight/disclosure-control';
import { isKosovoCode, KOSOVO_FOOTNOTE } from '@waylight/disclosure-control/notices';
import { composeExplanation, createMessage, type ExplanationMessage } from '@waylight/presentation';
import { DIMENSIONS, type Question, type UnitName } from '@waylight/trends';
import type { ReleasedSnapshot } from './released-snapshot.ts';
import type { ReleasedSource } from './select-source.ts';

const UNITS: Readonly<Record<UnitName, ExplanationMessage>> = {
  reports: createMessage('unit.record.reports'),
  incidents: createMessage('unit.incidents'),
  victims: createMessage('unit.record.victims'),
};

/** Explains numbers of the public record. */
export function explainPublicRecord(
  { snapshot, registry }: { readonly snapshot: ReleasedSnapshot; readonly registry: Registry },
  question: Question,
  hasKosovo: boolean,
): Explanation {
  const attribution = [...snapshot.publicRecord.organisations]
    .map((number) => registry.findByNumber(number)?.publicSource?.attribution)
    .filter((text) => text !== undefined)
    .sort();
  return {
    ...composeExplanation({
      unit: [UNITS[question.unit]],
      source: [createMessage('source.record')],
      rounding: [createMessage('rounding.exact')],
      method: [
        ...(question.by.includes('period')
          ? [createMessage('method.calendar'), createMessage('method.vague', { example: '2025-03-?' })]
          : []),
        createMessage('method.country'),
        ...(hasQualityDimension(question) ? QUALITY_MESSAGES : []),
        createMessage('method.neverSummed'),
      ],
    }),
    attribution,
    footnotes: footnotes(hasKosovo),
  };
}

const QUALITY_MESSAGES = [
  createMessage('method.quality'),
  createMessage('method.precision'),
  createMessage('method.unknown'),
];

const hasQualityDimension = ({ by, filters }: Question): boolean =>
  [...by, ...filters.map(({ dimension }) => dimension)].some((name) => DIMENSIONS[name].isPublicRecordOnly);

/** Explains numbers of a released table. The messages are fixed: none depends on exact counts. */
export function explainReleased(
  { notice }: { readonly notice: string | undefined },
  { table, question, newest }: Pick<ReleasedSource, 'table' | 'question' | 'newest'>,
  hasKosovo: boolean,
): Explanation {
  const { roundingBase, period, audience, marginsAreSums } = newest.event;
  const drawn = { roundingBase, period, marginsAreSums };
  const sums = victimSumsOf({ question, newest });
  const notes =
    sums === undefined
      ? explainTable(table, drawn, audienceOrNarrowest(audience))
      : explainVictimSums(table, drawn, sums);
  return {
    ...composeExplanation({ ...notes, source: [...notes.source, createMessage('source.newest')] }),
    attribution: notice === undefined ? [] : [notice],
    footnotes: footnotes(hasKosovo),
  };
}

/** Rounding base of the answer's numbers. */
export function roundingBaseOf(of: Pick<ReleasedSource, 'question' | 'newest'>): number {
  return victimSumsOf(of)?.roundingBase ?? of.newest.event.roundingBase;
}

const victimSumsOf = ({ question, newest }: Pick<ReleasedSource, 'question' | 'newest'>) =>
  question.unit === 'victims' ? newest.drawn.victims : undefined;

/** True if a cell names Kosovo*, as a country, within a border segment such as "AL-XK", or in its pooled row. */
export function namesKosovo(cells: readonly Pick<TrendCell, 'coordinates' | 'pooled'>[]): boolean {
  return cells.some(({ coordinates, pooled }) => [...coordinates, ...pooled].some(isKosovoCode));
}

export const footnotes = (hasKosovo: boolean): string[] => (hasKosovo ? [KOSOVO_FOOTNOTE] : []);
