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
