import { readFile } from 'node:fs/promises';
import { daysOf as calendarDays, isoDay } from '@waylight/calendar';
import { chromiumForTests } from '@waylight/testing';
import { parse } from 'csv-parse/sync';
import type { Download, Locator, Page } from 'playwright-core';
import readSheets from 'read-excel-file/node';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { openPage } from './open-page.ts';
import { openPart } from './table-steps.ts';

const found = chromiumForTests();
const DOWNLOAD_MS = 45_000;
const PNG_BEGINS = [0x89, 0x50, 0x4e, 0x47];
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

const figure = (page: Page, title: string) => page.locator('section.panel', { hasText: title }).first();

/** First and last day of a period. */
const daysOf = (period = ''): string[] => {
  const days = calendarDays(period);
  return days === undefined ? [] : [isoDay(days.fromDay), isoDay(days.toDay)];
};

/** Exports a figure through its buttons. */
async function exportFigure(
  page: Page,
  title: string,
  kind: string,
): Promise<{ name: string; content: Buffer }> {
  const panel = figure(page, title);
  await openPart(panel, 'Export');
  const [file] = await Promise.all([
    // Longer than the time limit of the click, so that the error names a missing button.
    page.waitForEvent('download', { timeout: DOWNLOAD_MS }),
    panel.getByRole('button', { name: kind, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), content: await contentOf(file) };
}

const contentOf = async (file: Download): Promise<Buffer> => readFile(await file.path());
/** Rows of a CSV file by column. */
const recordsOf = (content: Buffer): Record<string, string>[] =>
  parse(content.toString('utf8'), { bom: true, columns: true });

/** Row and text of each number in a table. */
const shownNumbers = (table: Locator): Promise<{ row: string; text: string }[]> =>
  table.evaluate((element) =>
    [...element.querySelectorAll('tbody tr')].flatMap((row) =>
      [...row.querySelectorAll('td.numeric .number')].map(({ textContent }) => ({
        row: row.getAttribute('data-key') ?? '',
        text: textContent ?? '',
      })),
    ),
  );

const MAP = 'Where incidents were reported';
const TRENDS = 'Trends by country';
const RECORD = 'Public record: deaths';
/** Matches the first figure with an export. */
const FIRST = 'Export';
const DATA = [
  ...['table', 'period_id', 'period_start', 'period_end', 'country'],
  ...['value', 'min', 'max', 'reads_as', 'silent', 'completeness'],
];

describe.skipIf('unavailable' in found)('a figure is exported', () => {
  it('as CSV with the numbers of its table, one per row, and no 0 for a silent country', async () => {
    const { page, complaints } = await openPage(region);
    const { name, content } = await exportFigure(page, MAP, 'CSV');
    expect(name).toMatch(/^waylight_where-.*\.csv$/);
    const rows = recordsOf(content);
    expect(Object.keys(rows[0] ?? {})).toEqual(DATA);
    await openPart(figure(page, MAP), 'Table');
    const shown = await shownNumbers(figure(page, MAP).locator('table'));
    expect(shown).toHaveLength(7);
    expect(
      rows.map(({ country, value }) => `${country} ${value === '' ? '0–4' : `≈\u00A0${value}`}`),
    ).toEqual(shown.map(({ row, text }) => `${row} ${text}`));
    for (const { value, min, max, reads_as: text, silent, ...row } of rows) {
      expect(row.table).toBe('country-month');
      expect([row.period_start, row.period_end]).toEqual(daysOf(row.period_id));
      expect(text).toBe(value === '' ? '0–4' : `about ${value}`);
      expect([min, max]).toEqual(
        value === '' ? ['0', '4'] : [Number(value) - 4, Number(value) + 4].map(String),
      );
      expect(['true', 'false', '']).toContain(silent);
    }
    // In the example, one country sent no activity report.
    expect(rows.filter(({ silent }) => silent === 'true').map((row) => row.completeness)).toContain('none');
    expect(complaints).toEqual([]);
  });

  it('as CSV of the curves with the remaining countries too, because only all together are the region', async () => {
    const { page } = await openPage(region);
    const rows = recordsOf((await exportFigure(page, TRENDS, 'CSV')).content);
    expect([...new Set(rows.map(({ country }) => country))].toSorted()).toEqual(
      ['AL', 'BA', 'ME', 'MK', 'RS', 'XK', 'other-or-unknown'].toSorted(),
    );
  });

  it('with a description that contains its release, all codes and the members of pooled rows', async () => {
    const { page } = await openPage(region, { path: '/trends?by=country,typeGroup&period=quarter' });
    const { name, content } = await exportFigure(page, FIRST, 'Description of the data');
    expect(name).toMatch(/\.metadata\.json$/);
    const { release, columns, codes, notes } = JSON.parse(content.toString('utf8'));
    expect(release).toMatch(/^country-type.*\.partners$/);
    expect(columns.map((one: { name: string }) => one.name)).toContain('typeGroup');
    expect(codes.country.RS).toBe('Serbia');
    const text = notes.map((note: { text: string }) => note.text).join('\n');
    for (const note of ['UNSCR 1244/1999', 'None reported does not mean that nothing happened', 'Trial data'])
      expect(text).toContain(note);
    // Instructions for using the page are left out.
    expect(text).not.toMatch(/keyboard|heading sorts|press|table below/);
    const pooled = notes.filter((note: { name: string }) => note.name.startsWith('Several, shown together'));
    expect(pooled.length).toBeGreaterThan(0);
    for (const { text: members } of pooled) expect(members.split(', ').length).toBeGreaterThanOrEqual(3);
  });

  it('without silence and completeness for the public', async () => {
    const { page } = await openPage(region, { account: 'public' });
    const rows = recordsOf((await exportFigure(page, MAP, 'CSV')).content);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.flatMap(({ silent, completeness }) => [silent, completeness]))).toEqual(
      new Set(['']),
    );
  });

  it('as an Excel file with data, tables as displayed, and notes in the language of the page', async () => {
    const { page } = await openPage(region, { path: '/?lang=bs' });
    const panel = figure(page, 'Javna evidencija');
    await openPart(panel, 'Izvezi');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'Excel (XLSX)' }).click(),
    ]);
    const sheets = await readSheets(await file.path());
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Data', 'As on screen', 'Read me']);
    const [data = [], screen = [], readMe = []] = sheets.map((one) => one.data);
    expect(data[0]).toEqual(DATA);
    const years = data.filter((row) => /^20\d\d$/.test(String(row[1])));
    expect(years.length).toBeGreaterThan(5);
    for (const row of years) expect(typeof row[DATA.indexOf('value')]).toBe('number');
    // Years and countries count the same persons.
    const sum = (rows: typeof data) => rows.reduce((all, row) => all + Number(row[DATA.indexOf('value')]), 0);
    expect(sum(data.filter((row) => row[4] !== null).slice(1))).toBe(sum(years));
    expect(screen.flat()).toContain('Srbija');
    expect(readMe.flat().join('\n')).toMatch(/Missing Migrants Project[\s\S]*1244\/1999/);
  });

  it.each([
    ['/', MAP, 1, ['by country, monthly', 'for members']],
    ['/', TRENDS, 6, ['by country, monthly', 'for members']],
    ['/', RECORD, 1, []],
    ['/trends?by=country&period=month', FIRST, 1, ['Reported incidents by country, monthly', 'for members']],
    ['/border', 'Borders and directions', 1, ['by border segment, monthly', 'for members']],
    ['/record', 'By cause', 1, []],
  ] as const)('from %s as a self-contained image of “%s”', async (path, title, charts, named) => {
    const { page, complaints } = await openPage(region, { path, colours: 'dark' });
    const svg = (await exportFigure(page, title, 'Vector image (SVG)')).content.toString('utf8');
    const image = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      const root = parsed.documentElement;
      const texts = [...root.querySelectorAll(':scope > text')].map((one) => one.textContent ?? '');
      return {
        size: [root.getAttribute('width'), root.getAttribute('height')],
        title: root.querySelector(':scope > title')?.textContent ?? '',
        texts,
        charts: parsed.querySelectorAll('svg > svg').length,
        forbidden: parsed.querySelectorAll('script, style, foreignObject, image, a, [data-private]').length,
        styles: parsed.querySelectorAll('[class], [style]').length,
        background: root.querySelector(':scope > rect')?.getAttribute('fill'),
      };
    }, svg);
    expect(image).toMatchObject({ size: ['1200', '675'], forbidden: 0, styles: 0, background: '#ffffff' });
    expect(image.charts).toBeGreaterThanOrEqual(charts);
    expect(image.title.length).toBeGreaterThan(5);
    expect(image.title).toContain(image.texts[0] ?? 'nothing');
    // What is counted, and for whom, is in the title or below it.
    for (const text of named) expect(image.texts.slice(0, 3).join(' ')).toContain(text);
    expect(image.texts.filter((text) => text.startsWith('Source: Waylight'))).toHaveLength(1);
    expect(image.texts.join(' ')).toContain('1244/1999');
    expect(svg).not.toMatch(/(?:href|url\()/);
    const { content } = await exportFigure(page, title, 'Image (PNG)');
    expect([...content.subarray(0, 4)]).toEqual(PNG_BEGINS);
    expect([content.readUInt32BE(16), content.readUInt32BE(20)]).toEqual([1_200, 675]);
    // An empty image would be smaller.
    expect(content.length).toBeGreaterThan(20_000);
    expect(complaints).toEqual([]);
  });

  it('without a worker from inline script, which the content security policy would block for large tables', async () => {
    const { page, requests } = await openPage(region);
    await exportFigure(page, RECORD, 'Excel (XLSX)');
    const scripts = requests.filter((url) => url.endsWith('.js'));
    expect(scripts.some((url) => url.includes('workbook'))).toBe(true);
    for (const url of scripts)
      expect(await (await page.request.get(url)).text()).not.toContain('new Worker(');
  });
});
