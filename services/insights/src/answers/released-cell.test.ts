import { Share } from '@waylight/contracts/release';
import { Silence } from '@waylight/contracts/trends';
import type { DrawnTable } from '@waylight/disclosure-control';
import { expect, it } from 'vitest';
import { namesKosovo } from './explain.ts';
import { describeCells } from './released-cell.ts';

const drawn: DrawnTable = {
  tableId: 'country-type-quarter',
  period: '2026-Q3',
  roundingBase: 5,
  rows: ['RS', 'not-broken-down'],
  pooledRows: ['AL', 'ME', 'XK'],
  columns: ['theft'],
  cells: [[20], [0]],
  rowTotals: [20, 0],
  columnTotals: [20],
  total: 20,
};

it('names the codes of a pooled row, with the footnote that they need, and of no other row', () => {
  const cells = describeCells(
    [
      { coordinates: ['2026-Q3', 'RS'], value: 20 },
      { coordinates: ['2026-Q3', 'not-broken-down'], value: 0 },
    ],
    {
      question: { unit: 'incidents', by: ['period', 'country'], filters: [] },
      drawn,
      reporting: undefined,
    },
  );
  expect(cells).toMatchObject([
    { min: 16, max: 24, pooled: [], silent: Silence.UNSPECIFIED },
    { min: 0, max: 4, pooled: ['AL', 'ME', 'XK'] },
  ]);
  expect(cells.map((cell) => namesKosovo([cell]))).toEqual([false, true]);
});

it('counts the silence of a pooled row’s countries, and states none for a number of no reporting country', () => {
  const byCountry = new Map([
    ['AL', { isSilent: true, share: 'none' as const }],
    ['ME', { isSilent: false, share: 'all' as const }],
    ['RS', { isSilent: false, share: 'most' as const }],
    ['XK', { isSilent: false, share: 'some' as const }],
  ]);
  const cells = describeCells(
    ['RS', 'not-broken-down', 'other-or-unknown'].map((country) => ({ coordinates: [country], value: 5 })),
    {
      question: { unit: 'incidents', by: ['country'], filters: [] },
      drawn,
      reporting: { byCountry, months: [], key: '' },
    },
  );
  expect(cells.map(({ silent, completeness }) => [silent, completeness])).toEqual([
    [Silence.NONE, Share.MOST],
    [Silence.PART, Share.SOME],
    [Silence.UNSPECIFIED, Share.UNSPECIFIED],
  ]);
});
