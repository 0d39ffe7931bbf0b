import { readFile } from 'node:fs/promises';
import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { openPage, untilSettled } from './open-page.ts';
import { openPart } from './table-steps.ts';

const TEST_MS = 180_000;
const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

const MAP = 'Map of places';
const panel = (page: Page, title: string) =>
  page.locator('section.panel', { has: page.getByRole('heading', { name: title, exact: true }) });
/** Opens the table of a panel and returns its cells by row. */
async function tableOf(page: Page, title: string): Promise<readonly (readonly string[])[]> {
  await openPart(panel(page, title), 'Table');
  const rows = await panel(page, title).locator('tbody tr').all();
  return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
}
const sum = (values: readonly (string | undefined)[]): number =>
  values.reduce((all, value) => all + Number(value?.replaceAll(',', '') ?? 0), 0);

describe.skipIf('unavailable' in found)('the public record', () => {
  it('is exact, attributed, and has the same total in every breakdown', { timeout: TEST_MS }, async () => {
    const { page, complaints } = await openPage(region, { path: '/record' });
    const total = Number(/(\d+) people/.exec((await panel(page, 'By year').textContent()) ?? '')?.[1]);
    expect(total).toBeGreaterThan(100);
    const where = (await panel(page, 'By year').locator('.headline + .caption').textContent()) ?? '';
    const [, ...parts] =
      /^In the six countries: (\d+)\. Outside them: (\d+)\. Country unknown: (\d+)\.$/.exec(where) ?? [];
    expect(sum(parts)).toBe(total);
    const years = await tableOf(page, 'By year');
    expect(sum(years.map(([, all]) => all))).toBe(total);
    expect(sum(years.flatMap(([, , ...countries]) => countries))).toBe(total);
    const causes = await tableOf(page, 'By cause');
    expect(sum(causes.map((row) => row.at(-1)))).toBe(total);
    for (const title of ['Quality of sources', 'Precision of places', MAP]) {
      const rows = await tableOf(page, title);
      expect([title, sum(rows.map((row) => row.at(-1)))]).toEqual([title, total]);
    }
    const places = await tableOf(page, 'Precision of places');
    expect(sum(places.flatMap(([, ...kept]) => kept.slice(0, -1)))).toBe(total);
    const dates = await tableOf(page, 'Precision of dates');
    expect(sum(dates.map(([, persons]) => persons))).toBe(total);
    expect(await panel(page, 'Sources').textContent()).toContain('Missing Migrants Project');
    expect(await page.locator('main').textContent()).not.toMatch(/≈|0–4/);
    expect(complaints).toEqual([]);
  });

  it('is mapped completely by area, border or country, and never by point', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, {
      account: 'public',
      path: '/record?country=MK&from=2015&to=2018',
    });
    const total = Number(/(\d+) people/.exec((await panel(page, 'By year').textContent()) ?? '')?.[1]);
    const shown = await panel(page, MAP).locator('[data-map] > text').allTextContents();
    const outsideMap = await panel(page, MAP).locator('.caption li').allTextContents();
    expect(sum(shown) + sum(outsideMap.map((text) => text.replace(/^.*: /, '')))).toBe(total);
    // Overlapping fills would look like more.
    const fills = await panel(page, MAP)
      .locator('[data-map] circle')
      .evaluateAll((all) => all.map((ring) => getComputedStyle(ring).fill));
    expect(new Set(fills)).toEqual(new Set(['none']));
    // Responses contain areas, borders and countries, but no coordinates.
    const rows = await tableOf(page, MAP);
    expect(new Set(rows.map((row) => row[2]))).toEqual(new Set(['Area of a country', 'Only the country']));
  });

  it('marks its newest year as unfinished with the date of the newest entry, also in exports', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region);
    const figure = panel(page, 'Public record: deaths and disappearances');
    // The example data ends in April 2026, so 2026 stays incomplete in later years.
    const note = /^2026 (is not finished|is perhaps incomplete)\. Newest entry: April 2026; /;
    await figure.getByText(note).waitFor();
    const outline = figure.locator('rect[data-unfinished]');
    expect(await outline.count()).toBe(1);
    // The chart does not clip its right edge.
    const space = await outline.evaluate((one: SVGRectElement) => {
      const { x, width } = one.getBBox();
      const stroke = Number.parseFloat(getComputedStyle(one).strokeWidth);
      return (one.ownerSVGElement?.viewBox.baseVal.width ?? 0) - (x + width + stroke / 2);
    });
    expect(space).toBeGreaterThanOrEqual(0);
    expect(await figure.locator('svg[role=img]').getAttribute('aria-label')).toContain('Newest entry');
    await openPart(figure, 'Export');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      figure.getByRole('button', { name: 'Description of the data' }).click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toContain('Newest entry: April 2026');
  });

  it('explains which deaths its map has by country only, also in its image', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: '/record' });
    const notes = await panel(page, MAP).locator(':scope > div p.caption').allTextContents();
    expect(notes).toContainEqual(expect.stringMatching(/^\d+ people are shown by country only, .*place: /));
    expect(notes).toContain('No entry for these filters: Kosovo*');
    // A country without entries would look like one without deaths.
    await openPart(panel(page, MAP), 'Export');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      panel(page, MAP).getByRole('button', { name: 'Vector image (SVG)' }).click(),
    ]);
    const drawing = (await readFile(await file.path(), 'utf8')).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    for (const note of notes) expect(drawing).toContain(note.slice(0, 40));
  });

  it('is filtered by country and years, and the URL shows the same to the public', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: '/record' });
    await page.getByLabel('Where it happened').selectOption('RS');
    await page.getByLabel('From year').selectOption('2019');
    await page.getByLabel('To year').selectOption('2021');
    await untilSettled(page);
    const address = new URL(page.url());
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      country: 'RS',
      from: '2019',
      to: '2021',
    });
    const headline = await panel(page, 'By year').locator('.headline').textContent();
    expect(headline).toMatch(/(person|people) dead or missing, 2019 to 2021/);
    const other = await openPage(region, { account: 'public', path: `${address.pathname}${address.search}` });
    expect(await panel(other.page, 'By year').locator('.headline').textContent()).toBe(headline);
    await other.page.goto(`${region.origin}/record?country=ME&from=2015&to=2015`);
    await untilSettled(other.page);
    expect(await other.page.locator('main').textContent()).toContain(
      'The public record has no entry for these filters',
    );
  });
});

describe.skipIf('unavailable' in found)('data quality', () => {
  it('shows late reports, effects of rounding and unknown values, but no organisations', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: '/quality' });
    const late = await tableOf(page, 'Late reports and corrections');
    expect(late.length).toBeGreaterThan(5);
    for (const [, difference = ''] of late) expect(difference).toMatch(/^(·|[+−]?\d+ \(±16\))$/);
    await page.locator('summary', { hasText: 'Numbers as small as their rounding' }).click();
    await untilSettled(page);
    const rounding = await tableOf(page, 'Numbers as small as their rounding');
    const shares = rounding.map(([, , share = '']) => Number.parseInt(share, 10));
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    for (const [, , share = '', advice = ''] of rounding)
      expect([share, advice.includes('coarser')]).toEqual([share, Number.parseInt(share, 10) > 50]);
    const unknown = await tableOf(page, 'Unknown or other');
    expect(unknown.length).toBeGreaterThan(5);
    for (const [, , , part = ''] of unknown) expect(part).toMatch(/^(0–4|≈\s\d+)/);
    for (const organisation of ['AHC', 'BCHR', 'CRPK', 'GAMN', 'VPBIH', 'DRC'])
      expect(await page.locator('main').textContent()).not.toContain(organisation);
    await panel(page, 'Numbers as small as their rounding').locator('a.table-link').first().click();
    await page.waitForURL('**/releases/*');
    await untilSettled(page);
    expect(await page.locator('section.panel:has(#numbers) tbody tr').count()).toBeGreaterThan(1);
  });
});
