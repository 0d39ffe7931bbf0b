import type { Organisation } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import { Layer } from '@waylight/contracts/incident';
import { type Explanation, type TrendCell, Unit } from '@waylight/contracts/trends';
import { explained, type Sentence, sentence } from '@waylight/presentation';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import type { ParsedQuestion } from '@waylight/trends';

const UNITS: Readonly<Record<Unit, readonly Sentence[]>> = {
  [Unit.UNSPECIFIED]: [],
  [Unit.REPORTS]: [sentence('unit.own.reports')],
  [Unit.INCIDENTS]: [sentence('unit.incidents')],
  [Unit.VICTIMS]: [sentence('unit.own.victims')],
};

/** Why one's own numbers are what they are. */
export function explainOwnTrends(
  country: NodeCountry,
  { publicSource }: Organisation,
  question: ParsedQuestion,
  cells: readonly TrendCell[],
): Explanation {
  const isPublicRecord = question.layer === Layer.PUBLIC_RECORD;
  const mentionsKosovo = cells.some(({ coordinates }) => coordinates.some((value) => /\bXK\b/.test(value)));
  return {
    ...explained({
      unit: UNITS[question.unit],
      source: [
        sentence(isPublicRecord ? 'source.own.record' : 'source.own.reports', { node: country }),
        sentence('source.own.retracted'),
      ],
      rounding: [sentence('rounding.own'), sentence('rounding.own.others')],
      method: [
        sentence('method.calendar'),
        sentence('method.vague', { example: '2025-03-?' }),
        sentence('method.country'),
      ],
    }),
    attribution: isPublicRecord && publicSource !== undefined ? [publicSource.attribution] : [],
    footnotes: mentionsKosovo || country === 'XK' ? [`* XK: ${XK_FOOTNOTE}`] : [],
  };
}
