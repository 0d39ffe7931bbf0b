import { describe, expect, it } from 'vitest';
import { crosstab, type Grid } from '../model/grid.ts';
import { joinColumns } from '../model/rearrange.ts';
import { dataSheet } from './data-sheet.ts';

const readsAs = ({ value, min, max }: { value: number | undefined; min: number; max: number }) =>
  value === 0 ? `${min}–${max}` : `about ${value}`;
const ANSWER = {
  k: 5,
  asOf: 'country-month.2026-10.partners',
  cells: [
    { period: '2026-10', country: 'ME', value: 0, silent: 'own', completeness: 'none' },
    { period: '2026-10', country: 'RS', value: 30, silent: 'none', completeness: 'most' },
    { period: '2026-09', country: 'RS', value: 25, silent: 'none', completeness: 'most' },
  ],
};
const FIXED = [
  ...['table', 'period_id', 'period_start', 'period_end', 'country'],
  ...['value', 'min', 'max', 'reads_as', 'silent', 'completeness'],
];

describe('the data of a figure', () => {
  it('has one row for each released number, and no value where it reads 0–4', () => {
    const { columns, rows } = dataSheet(
      [crosstab(ANSWER, { title: '', rows: ['country'], columns: 'period' })],
      readsAs,
    );
    expect(columns).toEqual(FIXED);
    const month = ['2026-10-01', '2026-10-31'];
    expect(rows).toEqual([
      ['country-month', '2026-10', ...month, 'ME', undefined, 0, 4, '0–4', true, 'none'],
      ['country-month', '2026-10', ...month, 'RS', 30, 26, 34, 'about 30', false, 'most'],
      ['country-month', '2026-09', '2026-09-01', '2026-09-30', 'RS', 25, 21, 29, 'about 25', false, 'most'],
    ]);
  });

  it('is the same however the numbers are laid out', () => {
    const sorted = (grid: Grid) => dataSheet([grid], readsAs).rows.map(String).sort();
    const across = crosstab(ANSWER, { title: '', rows: ['country'], columns: 'period' });
    expect(sorted(crosstab(ANSWER, { title: '', rows: ['period'], columns: 'country' }))).toEqual(
      sorted(across),
    );
    expect(sorted(crosstab(ANSWER, { title: '', rows: ['period', 'country'] }))).toEqual(sorted(across));
  });

  it('has the period of a map in each row, a column for each other dimension, and tags of HXL', () => {
    const cells = ANSWER.cells.map((cell) => ({ ...cell, typeGroup: 'violence', segment: 'ME-RS' }));
    const { columns, hashtags, rows } = dataSheet(
      [
        crosstab(
          { ...ANSWER, cells },
          { title: '', rows: ['country', 'segment'], only: { period: ['2026-10'], typeGroup: ['violence'] } },
        ),
      ],
      readsAs,
    );
    expect(columns.slice(4, 8)).toEqual(['country', 'typeGroup', 'segment', 'value']);
    expect(rows.map((row) => row.slice(1, 7))).toEqual([
      ['2026-10', '2026-10-01', '2026-10-31', 'ME', 'violence', 'ME-RS'],
      ['2026-10', '2026-10-01', '2026-10-31', 'RS', 'violence', 'ME-RS'],
    ]);
    expect(hashtags).toEqual([
      ...['#meta+table', '#date', '#date+start', '#date+end', '#country+code'],
      ...['#indicator+typegroup+code', '#loc+segment+code'],
      ...['#indicator+value+num', '#indicator+min+num', '#indicator+max+num', '#indicator+value+text'],
      ...['#meta+silent', '#meta+completeness'],
    ]);
  });

  it('keeps tables apart, and has no facts about reporting that the answer does not have', () => {
    const region = { k: 5, asOf: 'region-month.2026-10.public', cells: [{ period: '2026-10', value: 40 }] };
    const { columns, rows } = dataSheet(
      [
        joinColumns(
          crosstab(region, { title: '', rows: ['period'], measure: { id: 'TOTAL', dimension: 'country' } }),
          crosstab(
            {
              ...ANSWER,
              cells: ANSWER.cells.map(({ period, country, value }) => ({ period, country, value })),
            },
            { title: '', rows: ['period'], columns: 'country' },
          ),
        ),
      ],
      readsAs,
    );
    expect(columns).toEqual(FIXED);
    expect(rows.map(([table, , , , country]) => [table, country])).toEqual([
      ['region-month', undefined],
      ['country-month', 'ME'],
      ['country-month', 'RS'],
    ]);
    expect(rows.flatMap((row) => row.slice(-2))).toEqual(Array(6).fill(undefined));
  });

  it('names what is measured only if there are several measures, and has no row for text', () => {
    const measures: Grid = {
      ...{ title: '', fixed: {}, names: [{ id: 'country', dimension: 'country' }] },
      columns: [{ id: 'visits' }, { id: 'share' }, { id: 'says', isText: true }],
      rows: [
        {
          heads: [{ id: 'RS', dimension: 'country' }],
          cells: [
            { kind: 'number', value: 120, min: 115, max: 124, text: '115–124' },
            { kind: 'number', value: undefined, min: 10, max: 20, text: '10–20 %' },
            { kind: 'text', text: 'Silent' },
          ],
        },
      ],
    };
    const { columns, rows } = dataSheet([measures], ({ text = '' }) => text);
    expect(columns.slice(5, 7)).toEqual(['measure', 'value']);
    expect(rows.map((row) => row.slice(5, 10))).toEqual([
      ['visits', 120, 115, 124, '115–124'],
      ['share', undefined, 10, 20, '10–20 %'],
    ]);
  });
});
