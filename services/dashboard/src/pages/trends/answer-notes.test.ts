import { expect, it } from 'vitest';
import type { Answer } from '../../api/schemas.ts';
import { pooledCodes } from './answer-notes.tsx';

it('lists the members of the pooled row of each period, of its own dimension only', () => {
  const cells: Answer['cells'] = [
    {
      period: '2026-Q2',
      personGroup: 'not-broken-down',
      perpetrator: 'police',
      value: 5,
      pooled: 'woman other-child',
    },
    {
      period: '2026-Q3',
      personGroup: 'not-broken-down',
      perpetrator: 'police',
      value: 5,
      pooled: 'unknown woman',
    },
    { period: '2026-Q3', personGroup: 'man', perpetrator: 'police', value: 30 },
  ];
  expect([...pooledCodes({ cells }, 'personGroup')]).toEqual([
    ['2026-Q2', ['woman', 'other-child']],
    ['2026-Q3', ['unknown', 'woman']],
  ]);
  expect(pooledCodes({ cells }, 'perpetrator').size).toBe(0);
});
