import { ReleaseEvent } from '@waylight/contracts/release';
import { describe, expect, test } from 'vitest';
import { releaseTable, victimLines } from './release-table.ts';

const RELEASE = ReleaseEvent.fromPartial({
  roundingBase: 5,
  unit: 'incidents',
  rowDimension: 'country',
  rows: ['MK', 'XK'],
  columnDimension: 'typeGroup',
  columns: ['violence', 'border'],
  cells: [5, 0, 10, 20],
  rowTotals: [5, 30],
  columnTotals: [15, 20],
  total: 35,
});

describe('a release as a table of text', () => {
  test('puts each number in words, and marks Kosovo for its footnote', () => {
    expect(releaseTable(RELEASE)).toEqual({
      titles: ['country', 'violence', 'border', 'total'],
      rows: [
        ['MK', 'about 5', '0–4', 'about 5'],
        ['XK*', 'about 10', 'about 20', 'about 30'],
      ],
      totals: ['total', 'about 15', 'about 20', 'about 35'],
    });
  });

  test('shows a number that is not given as ·, never as 0', () => {
    const split = ReleaseEvent.fromPartial({ ...RELEASE, notGiven: [0, 1, 6, 7] });
    expect(releaseTable(split)).toEqual({
      titles: ['country', 'violence', 'border', 'total'],
      rows: [
        ['MK', '·', '·', 'about 5'],
        ['XK*', 'about 10', 'about 20', 'about 30'],
      ],
    });
  });

  test('transposes a grid with one row, and marks a total that has no bound as a sum', () => {
    const one = {
      rowDimension: 'all',
      rows: ['all'],
      cells: [5, 0],
      rowTotals: [5],
      columnTotals: [5, 0],
      total: 5,
    };
    expect(releaseTable(ReleaseEvent.fromPartial({ ...RELEASE, ...one, marginsAreSums: true }))).toEqual({
      titles: ['typeGroup', 'incidents'],
      rows: [
        ['violence', 'about 5'],
        ['border', '0–4'],
      ],
      totals: ['total', 'about 5'],
    });
  });

  test('shows a single number of the region', () => {
    const alone = { cells: [35], rows: ['all'], columns: ['all'], rowTotals: [35], columnTotals: [35] };
    expect(
      releaseTable(
        ReleaseEvent.fromPartial({ ...RELEASE, ...alone, rowDimension: 'all', columnDimension: 'all' }),
      ),
    ).toEqual({ titles: ['', 'incidents'], rows: [['region', 'about 35']] });
  });

  test('lists the sums of victims that are given, by row', () => {
    expect(victimLines(RELEASE)).toEqual([]);
    const victims = { roundingBase: 10, minIncidents: 20, rows: [0, 240], total: 250, notGiven: [0] };
    expect(victimLines(ReleaseEvent.fromPartial({ ...RELEASE, victims }))).toEqual([
      'Victims as stated in reports, not de-duplicated:',
      '  XK*: about 240, ±9 at most',
      '  region: about 250, ±9 at most',
    ]);
  });
});
