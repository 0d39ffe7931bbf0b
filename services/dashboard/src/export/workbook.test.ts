import { strFromU8, unzipSync } from 'fflate';
import readSheets from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { toWorkbook } from './workbook.ts';

const CONTENT = {
  data: {
    columns: ['table', 'period_start', 'country', 'value', 'reads_as', 'silent'],
    hashtags: [],
    rows: [
      ['country-month', '2026-10-01', 'ME', undefined, '0–4', true],
      ['country-month', undefined, 'RS', 30, 'about 30', false],
    ],
  },
  screen: [['Where'], ['Country', 'October 2026'], ['Montenegro', '0–4 ○']],
  readMe: [['Title', '=HYPERLINK("https://evil.example")'], [], ['value', 'Value']],
};

it('a workbook has the data from its first row, typed, then the tables as they look and the notes', async () => {
  const file = Buffer.from(await (await toWorkbook(CONTENT)).arrayBuffer());
  const sheets = await readSheets(file);
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Data', 'As on screen', 'Read me']);
  expect(sheets.map(({ data }) => data)).toEqual([
    [
      CONTENT.data.columns,
      ['country-month', new Date('2026-10-01T00:00:00Z'), 'ME', null, '0–4', true],
      ['country-month', null, 'RS', 30, 'about 30', false],
    ],
    [
      ['Where', null],
      ['Country', 'October 2026'],
      ['Montenegro', '0–4 ○'],
    ],
    [
      ['Title', `'=HYPERLINK("https://evil.example")`],
      [null, null],
      ['value', 'Value'],
    ],
  ]);
});

it('the data have a frozen heading with a filter over all rows, and no other sheet has', async () => {
  const files = unzipSync(new Uint8Array(await (await toWorkbook(CONTENT)).arrayBuffer()));
  const xml = (sheet: number) => strFromU8(files[`xl/worksheets/sheet${sheet}.xml`] ?? new Uint8Array());
  expect(xml(1)).toContain('<autoFilter ref="A1:F3"/>');
  expect(xml(1)).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  // The format fixes the order of elements. Spreadsheets reject any other.
  expect(xml(1).indexOf('<autoFilter')).toBeGreaterThan(xml(1).indexOf('</sheetData>'));
  expect(xml(2) + xml(3)).not.toMatch(/autoFilter|<pane/);
});
