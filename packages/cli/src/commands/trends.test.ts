import { NearestTable } from '@waylight/contracts/trends';
import { expect, it } from 'vitest';
import { parseQuestion } from '../trends/question.ts';
import { notReleasedFailure } from './trends.ts';

const FLAGS = { layer: 'reports', unit: 'incidents', by: 'period,country', period: 'month' };
const OUTPUT = { format: 'table', lang: 'en' } as const;
const LIST = '`waylight release list` lists what is released.';

it('suggests the question that the nearest table answers, but never the one that was asked', () => {
  const asked = parseQuestion(FLAGS);
  const detailsOf = (nearest: Partial<NearestTable>) =>
    notReleasedFailure(asked, NearestTable.fromPartial({ why: 'Why.', ...nearest }), OUTPUT).details;
  const other = parseQuestion({ ...FLAGS, period: 'quarter' });
  expect(detailsOf({ tableId: 'country-quarter', question: other })).toEqual([
    'Why.',
    'The nearest table is country-quarter. It answers:',
    '  waylight trends --layer reports --unit incidents --by period,country --period quarter',
  ]);
  expect(detailsOf({ tableId: 'country-month', question: asked })).toEqual(['Why.', LIST]);
  expect(detailsOf({})).toEqual(['Why.', LIST]);
});
