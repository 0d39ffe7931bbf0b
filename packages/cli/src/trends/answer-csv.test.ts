import { expect, test } from 'vitest';
import { answerCsv } from './answer-csv.ts';
import { answerOf } from './answer-for-tests.ts';

test('each row says what it counts and carries the attribution, and the footnote where it names XK', async () => {
  const answer = answerOf(
    ['period', 'country'],
    [
      { period: '2024', country: 'RS', value: 2 },
      { period: '2024', country: 'XK', value: 1 },
    ],
  );
  expect(await answerCsv(answer)).toBe(
    [
      'period,country,value,unit,layer,asOf,note',
      '2024,RS,2,incidents,public-record,public-record@0123,"A source, CC BY 4.0"',
      '2024,XK,1,incidents,public-record,public-record@0123,"A source, CC BY 4.0; * XK: a footnote"',
      '',
    ].join('\n'),
  );
});
