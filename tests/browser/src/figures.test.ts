import { readFile } from 'node:fs/promises';
import { chromiumForTests } from '@waylight/testing';
import { parse } from 'csv-parse/sync';
import type { Download, Page } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { openPage } from './open-page.ts';

const found = chromiumForTests();
const DOWNLOAD_MS = 45_000;
const PNG_BEGINS = [0x89, 0x50, 0x4e, 0x47];
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterAll(() => region?.stop());

const figure = (page: Page, title: string) => page.locator('section.panel', { hasText: title }).first();

/** Saves a figure as a person does. */
async function saved(page: Page, title: string, kind: string): Promise<{ name: string; content: Buffer }> {
  const panel = figure(page, title);
  const menu = panel.locator('details', { hasText: 'CSV with HXL tags' });
  if ((await menu.getAttribute('open')) === null) await menu.locator('summary').click();
  const [file] = await Promise.all([
    // Longer than the press may take: a button that is not there is so called by its name.
    page.waitForEvent('download', { timeout: DOWNLOAD_MS }),
    panel.getByRole('button', { name: kind, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), content: await contentOf(file) };
}

const contentOf = async (file: Download): Promise<Buffer> => readFile(await file.path());
const rowsOf = (content: Buffer): string[][] =>
  parse(content.toString('utf8'), { bom: true, relaxColumnCount: true, skipEmptyLines: false });

const boundsOf = (value = ''): string[] =>
  value === '0' ? ['0', '4'] : [String(Number(value) - 4), String(Number(value) + 4)];

const MAP = 'Where: reported incidents';
const TRENDS = 'Trends over time';
/** The first figure that has exports, whatever its title is. */
const PIVOT = 'CSV with HXL tags';
const POOLED = 'Not broken down on their own';
const RECORD = 'Public record: deaths';

/** What must go with a figure wherever it goes. */
const SAID = [
  'UNSCR 1244/1999',
  'As of the release for',
  'country-',
  '0–4 can be none or a few. None reported does not mean that nothing happened',
];

describe.skipIf('unavailable' in found)('a figure is exported', () => {
  it('as CSV, one number in a row: as it was released, what it reads as, its bounds, its reporting, and all notes', async () => {
    const { page, complaints } = await openPage(region);
    const { name, content } = await saved(page, MAP, 'CSV');
    expect(name).toMatch(/^waylight_where-.*\.csv$/);
    const rows = rowsOf(content);
    for (const said of SAID) expect(rows.flat().join('\n')).toContain(said);
    const heading = rows.findIndex(([first]) => first === 'Country (ISO)');
    expect(rows[heading]).toEqual([
      ...['Country (ISO)', 'Country', 'Column', 'Period ≥', 'Period ≤'],
      ...['Value', 'Reads as', 'At least', 'At most', 'Silent', 'Said what they did'],
    ]);
    const body = rows.slice(heading + 1);
    expect(body).toHaveLength(7);
    // What explains the menu is no word about the numbers.
    expect(rows.flat().join('\n')).not.toContain('What stands here');
    for (const [, , column, , , value, text, least, most, silent] of body) {
      expect(column).toBe('Reported incidents');
      expect(text).toBe(value === '0' ? '0–4' : `about ${value}`);
      expect([least, most]).toEqual(boundsOf(value));
      expect(['yes', 'no', '']).toContain(silent);
    }
    expect(body.map(([code, country]) => `${code} ${country}`)).toContain('XK Kosovo*');
    // In the month of the example one country sent no activity report.
    expect(body.filter((row) => row[9] === 'yes').map((row) => row[10])).toContain('none');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('as CSV with hashtags of HXL, one number in a row', async () => {
    const { page } = await openPage(region);
    const rows = rowsOf((await saved(page, TRENDS, 'CSV with HXL tags')).content);
    const tags = rows.findIndex(([first]) => first === '#date+name');
    expect(tags).toBeGreaterThan(0);
    expect(tags).toBeLessThan(25);
    expect(rows[tags]).toEqual([
      ...['#date+name', '#date+start', '#date+end', '#indicator+name'],
      ...['#indicator+num', '#indicator+text', '#indicator+min+num', '#indicator+max+num'],
      ...['#meta+silent', '#meta+completeness'],
    ]);
    const [, start, end, , value, , from, to] = rows[tags + 1] ?? [];
    expect(start).toMatch(/-01$/);
    expect(new Date(Date.parse(end ?? '') + 86_400_000).getUTCDate()).toBe(1);
    expect([from, to]).toEqual(boundsOf(value));
    await page.context().close();
  });

  it('as CSV, in which the pooled row of a cross names its countries', async () => {
    const { page } = await openPage(region, { path: '/trends?by=country,typeGroup&period=quarter' });
    const csv = rowsOf((await saved(page, PIVOT, 'CSV')).content);
    const titles = csv.find((row) => row.includes('Value')) ?? [];
    const at = titles.indexOf(POOLED);
    const pooled = csv.filter((row) => row !== titles && row.includes(POOLED));
    expect(pooled.length).toBeGreaterThan(0);
    for (const row of pooled) expect(row[at]?.split(', ').length).toBeGreaterThanOrEqual(3);
    await page.context().close();
  });

  it('without silence and completeness for the public, which may not know them', async () => {
    const { page } = await openPage(region, { account: 'public' });
    const csv = rowsOf((await saved(page, MAP, 'CSV')).content);
    expect(csv.find((row) => row.includes('Value'))?.slice(-4)).toEqual([
      ...['Value', 'Reads as', 'At least', 'At most'],
    ]);
    await page.context().close();
  });

  it('as a file of Excel, a sheet for each of its tables, in the language of the page', async () => {
    const { page } = await openPage(region, { path: '/?lang=bs' });
    const panel = figure(page, 'Javna evidencija');
    await panel.locator('summary', { hasText: 'Izvezi' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'Tabela Excel (XLSX)' }).click(),
    ]);
    const path = await file.path();
    const [first, second] = [await readSheet(path, 1), await readSheet(path, 2)];
    expect(first.flat().join('\n')).toContain('Missing Migrants Project');
    expect(first.flat().join('\n')).toContain('1244/1999');
    const years = first.filter(([year]) => /^20\d\d$/.test(String(year)));
    expect(years.length).toBeGreaterThan(5);
    // Each of two tables is a CSV of its own, named by its table.
    expect(await panel.getByRole('button', { name: /^Tabela CSV: / }).count()).toBe(2);
    const heading = first.findIndex((row) => row.includes('Vrijednost'));
    const at = first[heading]?.indexOf('Vrijednost') ?? -1;
    for (const row of years) expect(typeof row[at]).toBe('number');
    expect(second.flat()).toContain('Srbija');
    await page.context().close();
  });

  it('as SVG that looks the same without the page, and holds no script and no note of an organisation', async () => {
    const { page } = await openPage(region, { colours: 'dark' });
    const { content } = await saved(page, TRENDS, 'Drawing (SVG)');
    const svg = content.toString('utf8');
    for (const said of ['UNSCR', '1244/1999', 'As of the release for']) expect(svg).toContain(said);
    const alone = await page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      return {
        broken: parsed.querySelector('parsererror') !== null,
        pictures: parsed.querySelectorAll('svg > svg').length,
        strange: [...parsed.querySelectorAll('script, style, foreignObject, image, a, .note-mark')].length,
        styles: [...parsed.querySelectorAll('[class], [style]')].length,
        fills: [...new Set([...parsed.querySelectorAll('circle')].map((one) => one.getAttribute('fill')))],
      };
    }, svg);
    // Of points, and of those of a month in which a country was silent: the ground of the panel.
    const fills = ['rgb(124, 192, 216)', 'rgb(28, 35, 39)'];
    expect(alone).toMatchObject({ broken: false, strange: 0, styles: 0, fills });
    expect(alone.pictures).toBeGreaterThan(3);
    expect(svg).not.toMatch(/(?:href|url\()/);
    await page.context().close();
  });

  it('as PNG, twice as large as the drawing, under the policy of the page', async () => {
    const { page, complaints } = await openPage(region);
    const { content } = await saved(page, MAP, 'Picture (PNG)');
    expect([...content.subarray(0, 4)]).toEqual(PNG_BEGINS);
    expect(content.readUInt32BE(16)).toBe(1_920);
    expect(content.readUInt32BE(20)).toBeGreaterThan(1_920);
    // Something is on it: an empty sheet would be some kilobytes.
    expect(content.length).toBeGreaterThan(80_000);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('without a worker whose script is a text: the policy would let no large table out', async () => {
    const { page, requests } = await openPage(region);
    await saved(page, RECORD, 'Excel (XLSX)');
    const scripts = requests.filter((url) => url.endsWith('.js'));
    expect(scripts.some((url) => url.includes('workbook'))).toBe(true);
    for (const url of scripts)
      expect(await (await page.request.get(url)).text()).not.toContain('new Worker(');
    await page.context().close();
  });
});

describe.skipIf('unavailable' in found)('from a number to where it comes from', () => {
  it('are two clicks: its release, policy and method, and the page of the release', async () => {
    const { page } = await openPage(region);
    const panel = figure(page, TRENDS);
    await panel.locator('summary', { hasText: 'The same as a table' }).click();
    const row = panel.locator('tbody tr').nth(2);
    const month = await row.getAttribute('data-key');
    await row.locator('button').first().click();
    const dialog = page.locator('dialog.origin');
    await dialog.getByText('key ').waitFor();
    const link = dialog.locator('a').first();
    expect(await link.textContent()).toContain(`.${month}.partners`);
    const said = (await dialog.textContent()) ?? '';
    for (const part of [
      'a multiple of 5',
      'Ed25519',
      'Release plan, version',
      'the member organisations',
      'rounding',
    ])
      expect(said).toContain(part);
    await expectNoViolations(page);
    await link.click();
    await page.waitForURL(/\/releases\//);
    await page.context().close();
  });

  it('lead there from what changed as well', async () => {
    const { page } = await openPage(region);
    await page.locator('.compared .finding').first().waitFor();
    await page.locator('.panel:has(#findings) > .origin-button').click();
    const dialog = page.locator('dialog.origin');
    await dialog.getByText('key ').waitFor();
    expect(await dialog.locator('.caption').first().textContent()).toBe('What changed');
    expect(await dialog.locator('a .id').first().textContent()).toMatch(/\.\d{4}-\d\d\.partners$/);
    await page.context().close();
  });

  it('are said in the language of the page, and so is the file that is saved', async () => {
    const { page } = await openPage(region, { path: '/?lang=mk' });
    const panel = page.locator('section.panel', { hasText: 'Како се добиваат овие броеви' }).first();
    await panel.locator('summary', { hasText: 'Како се добиваат овие броеви' }).click();
    const method = panel.locator('.method');
    await method.getByText('Инциденти како што се пријавени').waitFor();
    expect(await method.textContent()).toMatch(
      /\(од \d\d\.\d\d\.\d{4} до \d\d\.\d\d\.\d{4}\), читатели: организациите членки/,
    );
    expect(await method.textContent()).not.toContain('англиски');
    expect(await method.locator('[lang="en"]').count()).toBe(0);

    await panel.getByRole('button', { name: 'Од каде доаѓа некој број' }).click();
    const dialog = page.locator('dialog.origin');
    await dialog.getByText('Ed25519, клуч').waitFor();
    // Of the release plan, with the codes of the page.
    await dialog.getByText('Босна и Херцеговина').waitFor();
    await dialog.getByText('Инциденти како што се пријавени').waitFor();
    expect(await dialog.textContent()).not.toContain('англиски');
    expect(await dialog.locator('[lang="en"]').count()).toBe(0);
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await panel.locator('summary', { hasText: 'Извези' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download', { timeout: DOWNLOAD_MS }),
      panel.getByRole('button', { name: 'Табела CSV' }).first().click(),
    ]);
    const text = rowsOf(await contentOf(file))
      .flat()
      .join('\n');
    expect(text).toContain('Непристрасно');
    expect(text).toContain('Објава на табелата ');
    // What is quoted from a source or an operator stays as it is; of the method no word is English.
    expect(text).not.toMatch(/Unbiased|Every number|Incidents as reported|Made once/);
    await page.context().close();
  });

  it('go by keyboard alone from a figure, to the newest period first and to any other, and come back', async () => {
    const { page } = await openPage(region);
    const button = figure(page, TRENDS).getByRole('button', { name: 'Where a number comes from' });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog.origin');
    const choice = dialog.locator('select');
    await choice.waitFor();
    const newest = await choice.inputValue();
    const link = dialog.getByRole('link', { name: /\.partners$/ });
    await dialog.getByRole('link', { name: `.${newest}.partners` }).waitFor();
    // As people read a period: "October 2026".
    const [named = ''] = await choice.locator('option:checked').allInnerTexts();
    expect(named).toMatch(/^[A-Z][a-z]+ \d{4}$/);
    expect(await dialog.textContent()).toContain(`Release region-month, ${named} (`);
    await choice.selectOption({ index: 2 });
    const other = await choice.inputValue();
    await dialog.getByRole('link', { name: `.${other}.partners` }).waitFor();
    await dialog.getByText('Ed25519').waitFor();
    // What is said of the newest is not said of another.
    expect(await dialog.textContent()).not.toContain(`, ${named} (`);
    expect(await link.count()).toBe(1);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.context().close();
  });

  it('say of the map’s numbers the release of the month that it shows', async () => {
    const { page } = await openPage(region);
    await page.selectOption('.choice select', { index: 2 });
    const month = new URL(page.url()).searchParams.get('month');
    const panel = figure(page, MAP);
    await panel.locator('summary', { hasText: 'The same as a table' }).click();
    await panel.locator('tbody button').first().click();
    expect(await page.locator('dialog.origin a').first().textContent()).toContain(`.${month}.`);
    // It is a number of that month: to choose another would put it under a release that does not say it.
    expect(await page.locator('dialog.origin select').count()).toBe(0);
    await page.context().close();
  });
});

describe.skipIf('unavailable' in found)('a curve', () => {
  it('never draws 0–4 as none: every point is the middle of its bar', async () => {
    const { page } = await openPage(region, { path: '/trends' });
    const charts = await page.locator('.multiples svg').evaluateAll((all) =>
      all.map((one) =>
        [...one.querySelectorAll('.span')].map((bar, n) => {
          const top = Number(bar.getAttribute('y'));
          const middle = top + Number(bar.getAttribute('height')) / 2;
          return Math.abs(middle - Number(one.querySelectorAll('.dot')[n]?.getAttribute('cy')));
        }),
      ),
    );
    expect(charts.flat().length).toBeGreaterThan(20);
    expect(Math.max(...charts.flat())).toBeLessThan(0.01);
    await page.context().close();
  });
});
