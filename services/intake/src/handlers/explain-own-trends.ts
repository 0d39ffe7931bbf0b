import type { Organisation } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import type { Explanation, TrendCell } from '@waylight/contracts/trends';
import { composeExplanation, createMessage, type ExplanationMessage } from '@waylight/presentation';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import type { Question, UnitName } from '@waylight/trends';

const UNITS: Readonly<Record<UnitName, ExplanationMessage>> = {
  reports: createMessage('unit.own.reports'),
  incidents: createMessage('unit.incidents'),
  victims: createMessage('unit.own.victims'),
};

/** Explains an organisation's own numbers by source, method and rounding. */
export function explainOwnTrends(
  country: NodeCountry,
  { publicSource }: Organisation,
  question: Question,
  cells: readonly TrendCell[],
): Explanation {
  const isPublicRecord = question.layer === 'public-record';
  const mentionsKosovo = cells.some(({ coordinates }) => coordinates.some((value) => /\bXK\b/.test(value)));
  return {
    ...composeExplanation({
      unit: [UNITS[question.unit]],
      source: [
        createMessage(isPublicRecord ? 'source.own.record' : 'source.own.reports', { node: country }),
        createMessage('source.own.retracted'),
      ],
      rounding: [createMessage('rounding.own'), createMessage('rounding.own.others')],
      method: [
        createMessage('method.calendar'),
        createMessage('method.vague', { example: '2025-03-?' }),
        createMessage('method.country'),
      ],
    }),
    attribution: isPublicRecord && publicSource !== undefined ? [publicSource.attribution] : [],
    footnotes: mentionsKosovo || country === 'XK' ? [`* XK: ${XK_FOOTNOTE}`] : [],
  };
}
