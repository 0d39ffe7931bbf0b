import { expect, test } from 'vitest';
import { answerCsv } from './answer-csv.ts';
import { answerOf } from './answer-for-tests.ts';

test('each row has its unit and attribution, and a row of XK its footnote', async () => {
  const answer = answerOf(
    ['period', 'country'],
    [
      { period: '2024', country: 'RS', value: 2 },
      { period: '2024', country: 'XK', value: 1 },
    ],
  );
  expect(await answerCsv(answer, { exact: true })).toBe(
    [
      'period,country,value,unit,layer,asOf,note',
      '2024,RS,2,incidents,public-record,public-record@0123,"A source, CC BY 4.0"',
      '2024,XK,1,incidents,public-record,public-record@0123,"A source, CC BY 4.0; * XK: a footnote"',
      '',
    ].join('\n'),
  );
});

test('a row of a rounded number has its bounds, reporting and rounding, because its 0 does not mean none', async () => {
  const cell = { period: '2025-01', value: 0, min: 0, max: 4, silent: 'own', completeness: 'none' };
  const answer = answerOf(['period'], [cell, { period: '2025-02', value: 5, min: 1, max: 9 }], {
    layer: 'reports',
  });
  const explain = { ...answer.explain, rounding: '0 reads as 0–4', attribution: [] };
  expect((await answerCsv({ ...answer, explain }, { exact: false })).trimEnd().split('\n')).toEqual([
    'period,value,min,max,silent,completeness,pooled,unit,layer,asOf,note',
    '2025-01,0,0,4,own,none,,incidents,reports,public-record@0123,0 reads as 0–4',
    '2025-02,5,1,9,,,,incidents,reports,public-record@0123,0 reads as 0–4',
  ]);
});
