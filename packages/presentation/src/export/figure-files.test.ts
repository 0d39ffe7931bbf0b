import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureCsv, figureHxl, sheetRows } from './figure-files.ts';
import type { FigureCell, FigureTable, FileLabels } from './figure-table.ts';
import { hxlRows } from './hxl-rows.ts';
import { wideRows } from './wide-rows.ts';

const WORDS: FileLabels = { readsAs: (title) => `${title} – reads as`, value: 'Value' };
const text = (shown: string): FigureCell => ({ text: shown, meaning: { kind: 'text' } });
const rounded = (value: number, shown: string): FigureCell => ({
  text: shown,
  meaning: { kind: 'number', value, base: 5 },
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

describe('an exported table', () => {
  it('contains each rounded number as released, and its text in the next column', () => {
    expect(wideRows(MONTHS, WORDS)).toEqual([
      ['Period', 'Whole region', 'Whole region – reads as', 'Kosovo*', 'Kosovo* – reads as'],
      ['October 2026', 15, 'about 15', 0, '0–4'],
      ['September 2026', 20, 'about 20', undefined, '–'],
    ]);
  });

  it('does not contain a column of texts for exact numbers', () => {
    const table: FigureTable = {
      title: 'Record',
      columns: [
        { title: text('Period'), isNumber: false },
        { title: text('Persons'), isNumber: true },
      ],
      rows: [[month('2025', '2025'), exact(1_234)]],
    };
    expect(wideRows(table, WORDS)).toEqual([
      ['Period', 'Persons'],
      ['2025', 1_234],
    ]);
    expect(hxlRows(table, { words: WORDS, counts: 'persons' })[1]).toEqual([
      ...['#date+name', '#date+start', '#date+end', '#indicator+name'],
      ...['#affected+num', '#affected+text', '#affected+min+num', '#affected+max+num'],
    ]);
  });

  it('can be parsed as CSV, begins with the notes, and contains no formula', () => {
    const file = figureCsv(NOTES, MONTHS, WORDS);
    const rows: string[][] = parse(file, { bom: true, relaxColumnCount: true, skipEmptyLines: false });
    expect(rows[0]).toEqual(['Title', `'=HYPERLINK("https://evil.example")`]);
    expect(rows[2]).toEqual(['']);
    expect(rows[4]).toEqual(['October 2026', '15', 'about 15', '0', '0–4']);
    expect(sheetRows(NOTES, MONTHS, WORDS)[0]).toEqual(['Title', `'=HYPERLINK("https://evil.example")`]);
  });

  it('contains one number in each row in HXL, with days, codes and the range of the exact value', () => {
    const [heading, tags, ...rows] = hxlRows(MONTHS, { words: WORDS, counts: 'other' });
    expect(heading).toHaveLength(tags?.length ?? 0);
    expect(tags).toEqual([
      ...['#date+name', '#date+start', '#date+end', '#country+code+iso2', '#country+name'],
      ...['#indicator+num', '#indicator+text', '#indicator+min+num', '#indicator+max+num'],
    ]);
    expect(rows).toEqual([
      ['October 2026', '2026-10-01', '2026-10-31', undefined, 'Whole region', 15, 'about 15', 11, 19],
      ['October 2026', '2026-10-01', '2026-10-31', 'XK', 'Kosovo*', 0, '0–4', 0, 4],
      ['September 2026', '2026-09-01', '2026-09-30', undefined, 'Whole region', 20, 'about 20', 16, 24],
      ['September 2026', '2026-09-01', '2026-09-30', 'XK', 'Kosovo*', undefined, '–', undefined, undefined],
    ]);
    const file: string[][] = parse(figureHxl(NOTES, MONTHS, { words: WORDS, counts: 'other' }), {
      bom: true,
      relaxColumnCount: true,
      skipEmptyLines: false,
    });
    // HXL parsers search the first 25 rows for hashtags.
    expect(file.findIndex((row) => row[0]?.startsWith('#'))).toBeLessThan(25);
  });

  it('contains the days of a table with one period in HXL only once', () => {
    const table: FigureTable = {
      title: 'Map',
      columns: [
        { title: text('Country'), isNumber: false },
        { title: text('Incidents'), isNumber: true },
      ],
      rows: [[country('RS', 'Serbia'), rounded(5, 'about 5')]],
    };
    const options = { words: WORDS, counts: 'other', period: '2026-10' } as const;
    const [, tags, row] = hxlRows(table, options);
    expect(tags?.slice(0, 5)).toEqual([
      ...['#country+code+iso2', '#country+name', '#indicator+name', '#date+start', '#date+end'],
    ]);
    expect(row?.slice(0, 5)).toEqual(['RS', 'Serbia', 'Incidents', '2026-10-01', '2026-10-31']);
    expect(hxlRows(MONTHS, options)[1]?.filter((tag) => tag === '#date+start')).toHaveLength(1);
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
        const wide = wideRows(table, WORDS).slice(1);
        expect(wide.flat().filter((one) => typeof one === 'number')).toEqual(numbersOf(table));
        const long = hxlRows(table, { words: WORDS, counts: 'other' });
        const at = long[1]?.indexOf('#indicator+num') ?? -1;
        expect(long.slice(2).flatMap((row) => (row[at] === undefined ? [] : [row[at]]))).toEqual(
          numbersOf(table),
        );
        const file: string[][] = parse(figureCsv([], table, WORDS), {
          bom: true,
          relaxColumnCount: true,
          skipEmptyLines: false,
        });
        // Only the field of a number may begin with a character that can start a formula.
        for (const field of file.flat())
          if (/^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/.test(field)) expect(field).toMatch(/^-\d+$/);
      }),
    );
  });
});
