import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureCsv, figureHxl, sheetRows } from './figure-files.ts';
import type { FigureCell, FigureTable, NumberFacts } from './figure-table.ts';
import { type TidyOptions, tidyTable } from './tidy-table.ts';

const OPTIONS: TidyOptions = {
  labels: {
    ...{
      period: 'Period',
      column: 'Column',
      value: 'Value',
      readsAs: 'Reads as',
      min: 'At least',
      max: 'At most',
    },
    ...{ silent: 'Silent', completeness: 'Completeness', pooled: 'Not broken down' },
  },
  counts: 'other',
};
const text = (shown: string): FigureCell => ({ text: shown, meaning: { kind: 'text' } });
const rounded = (value: number, shown: string, facts: NumberFacts = {}): FigureCell => ({
  text: shown,
  meaning: { kind: 'number', value, base: 5, ...facts },
});
const exact = (value: number): FigureCell => ({ text: String(value), meaning: { kind: 'number', value } });
const month = (id: string, shown: string): FigureCell => ({
  text: shown,
  meaning: { kind: 'period', id },
});
const country = (code: string, shown: string): FigureCell => ({
  text: shown,
  meaning: { kind: 'country', code },
});

const MONTHS: FigureTable = {
  title: 'Trends',
  columns: [
    { title: text('Period'), isNumber: false },
    { title: text('Whole region'), isNumber: true },
    { title: country('XK', 'Kosovo*'), isNumber: true },
  ],
  rows: [
    [month('2026-10', 'October 2026'), rounded(15, 'about 15'), rounded(0, '0–4')],
    [month('2026-09', 'September 2026'), rounded(20, 'about 20'), text('–')],
  ],
};
const NOTES = [
  { name: 'Title', text: '=HYPERLINK("https://evil.example")' },
  { name: 'Release', text: 'region-month.2026-10.partners' },
];
const parseCsv = (file: string): string[][] =>
  parse(file, { bom: true, relaxColumnCount: true, skipEmptyLines: false });

const POOLED: FigureTable = {
  title: 'Quarter',
  columns: [
    { title: text('Country'), isNumber: false },
    { title: text('Theft'), isNumber: true },
  ],
  rows: [
    [country('RS', 'Serbia'), rounded(5, 'about 5', { silent: 'yes', completeness: 'none' })],
    [text('Not broken down'), rounded(0, '0–4', { pooled: 'Albania, Montenegro, Kosovo*' })],
  ],
};

describe('an exported table', () => {
  it('has one row for each number, with its text, days, codes and bounds', () => {
    const { titles, hashtags, rows } = tidyTable(MONTHS, OPTIONS);
    expect(titles).toEqual([
      ...['Period', 'Period ≥', 'Period ≤', 'Column (ISO)', 'Column'],
      ...['Value', 'Reads as', 'At least', 'At most'],
    ]);
    expect(hashtags).toEqual([
      ...['#date+name', '#date+start', '#date+end', '#country+code+iso2', '#country+name'],
      ...['#indicator+num', '#indicator+text', '#indicator+min+num', '#indicator+max+num'],
    ]);
    expect(rows).toEqual([
      ['October 2026', '2026-10-01', '2026-10-31', undefined, 'Whole region', 15, 'about 15', 11, 19],
      ['October 2026', '2026-10-01', '2026-10-31', 'XK', 'Kosovo*', 0, '0–4', 0, 4],
      ['September 2026', '2026-09-01', '2026-09-30', undefined, 'Whole region', 20, 'about 20', 16, 24],
      ['September 2026', '2026-09-01', '2026-09-30', 'XK', 'Kosovo*', undefined, '–', undefined, undefined],
    ]);
  });

  it('has silence, completeness and the members of a pooled row only if the page has them', () => {
    const { titles, hashtags, rows } = tidyTable(POOLED, OPTIONS);
    expect(titles.slice(-3)).toEqual(['Silent', 'Completeness', 'Not broken down']);
    expect(hashtags.slice(-3)).toEqual(['#meta+silent', '#meta+completeness', '#meta+pooled']);
    expect(rows.map((row) => row.slice(-5))).toEqual([
      [1, 9, 'yes', 'none', undefined],
      [0, 4, undefined, undefined, 'Albania, Montenegro, Kosovo*'],
    ]);
    expect(tidyTable(MONTHS, OPTIONS).hashtags.join()).not.toContain('#meta');
  });

  it('tags persons, with an exact number as both bounds', () => {
    const table: FigureTable = {
      title: 'Record',
      columns: [
        { title: text('Period'), isNumber: false },
        { title: text('Persons'), isNumber: true },
      ],
      rows: [[month('2025', '2025'), exact(1_234)]],
    };
    const { hashtags, rows } = tidyTable(table, { ...OPTIONS, counts: 'persons' });
    expect(hashtags.slice(-4)).toEqual([
      ...['#affected+num', '#affected+text', '#affected+min+num', '#affected+max+num'],
    ]);
    expect(rows.map((row) => row.slice(-5))).toEqual([['Persons', 1_234, '1234', 1_234, 1_234]]);
  });

  it('keeps its form if it has texts only', () => {
    const columns = ['Country', 'Rate'].map((title) => ({ title: text(title), isNumber: false }));
    const rows = [[country('RS', 'Serbia'), text('about 5 (3–8)')]];
    expect(tidyTable({ title: 'Effort', columns, rows }, OPTIONS)).toEqual({
      titles: ['Country (ISO)', 'Country', 'Rate'],
      hashtags: ['#country+code+iso2', '#country+name', '#description+name'],
      rows: [['RS', 'Serbia', 'about 5 (3–8)']],
    });
  });

  it('has the same rows in CSV, in a sheet and in HXL, after the notes and without a formula', () => {
    const { titles, hashtags, rows } = tidyTable(POOLED, OPTIONS);
    const texts = (cells: readonly unknown[]) => cells.map((cell) => String(cell ?? ''));
    const notes = [['Title', `'=HYPERLINK("https://evil.example")`], ['Release', NOTES[1]?.text], ['']];
    expect(parseCsv(figureCsv(NOTES, POOLED, OPTIONS))).toEqual([...notes, ...[titles, ...rows].map(texts)]);
    expect(sheetRows(NOTES, POOLED, OPTIONS)).toEqual([...notes, titles, ...rows]);
    // HXL parsers search the first 25 rows for hashtags.
    expect(parseCsv(figureHxl(NOTES, POOLED, OPTIONS))).toEqual([
      ...notes,
      ...[titles, hashtags, ...rows].map(texts),
    ]);
  });

  it('has the days of a table with one period only once', () => {
    const options = { ...OPTIONS, period: '2026-10' };
    const { hashtags, rows } = tidyTable(POOLED, options);
    expect(hashtags.slice(0, 5)).toEqual([
      ...['#country+code+iso2', '#country+name', '#indicator+name', '#date+start', '#date+end'],
    ]);
    expect(rows[0]?.slice(0, 5)).toEqual(['RS', 'Serbia', 'Theft', '2026-10-01', '2026-10-31']);
    expect(tidyTable(MONTHS, options).hashtags.filter((tag) => tag === '#date+start')).toHaveLength(1);
  });

  it('contains every number, whatever the texts next to it are', () => {
    const cell = fc.oneof(
      fc.integer({ min: -1_000, max: 100_000 }).map((n) => rounded(5 * n, 'as it reads')),
      fc.nat().map(exact),
      fc.string().map(text),
    );
    const label = fc.string({ unit: 'grapheme' }).map(text);
    const tables = fc.integer({ min: 1, max: 5 }).chain((width) =>
      fc.record({
        title: fc.string(),
        columns: fc
          .array(label, { minLength: width, maxLength: width })
          .map((titles) => [
            { title: text('Name'), isNumber: false },
            ...titles.map((title) => ({ title, isNumber: true })),
          ]),
        rows: fc.array(
          fc
            .tuple(label, fc.array(cell, { minLength: width, maxLength: width }))
            .map(([name, cells]) => [name, ...cells]),
        ),
      }),
    );
    const numbersOf = (table: FigureTable) =>
      table.rows.flatMap((row) =>
        row.flatMap(({ meaning }) => (meaning.kind === 'number' ? [meaning.value] : [])),
      );
    fc.assert(
      fc.property(tables, (table) => {
        const { hashtags, rows } = tidyTable(table, OPTIONS);
        const at = hashtags.indexOf('#indicator+num');
        expect(rows.flatMap((row) => (row[at] === undefined ? [] : [row[at]]))).toEqual(numbersOf(table));
        const file = parseCsv(figureCsv([], table, OPTIONS));
        // Only the field of a number may begin with a character that can start a formula.
        for (const field of file.flat())
          if (/^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/.test(field)) expect(field).toMatch(/^-\d+$/);
      }),
    );
  });
});
