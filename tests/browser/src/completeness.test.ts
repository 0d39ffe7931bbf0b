import { readFile } from 'node:fs/promises';
import { chromiumForTests } from '@waylight/testing';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { beginBulletin, readDraft } from './bulletin-steps.ts';
import { COMPLETENESS_MONTHS, storeCompletenessReleases } from './completeness-releases.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { monthInWords } from './months.ts';
import { addressOf, openPage, untilSettled } from './open-page.ts';
import { openPart } from './table-steps.ts';

const found = chromiumForTests();
const TITLE = 'Completeness of reporting';
let region: BrowserRegion;
/** Months of the stored releases, the oldest first. */
let months: readonly string[];

beforeAll(async () => {
  if (!('program' in found)) return;
  region = await startBrowserRegion(found.program);
  months = await storeCompletenessReleases(region, COMPLETENESS_MONTHS);
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

/** Returns the panel once it is loaded. */
async function panelOf(page: Page): Promise<Locator> {
  const panel = page.getByRole('region', { name: TITLE, exact: true });
  await panel.locator('[data-part=completeness] tbody tr').first().waitFor();
  await untilSettled(page);
  return panel;
}

const collapseSpaces = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** Visible text, without the text for screen reader users only. */
const visibleText = async (part: Locator): Promise<string> =>
  collapseSpaces((await part.allInnerTexts()).join(' '));
const rowOf = (panel: Locator, country: string): Locator =>
  panel.locator('[data-part=completeness] tbody tr').filter({ hasText: country });
const newestCellOf = async (panel: Locator, country: string): Promise<string> =>
  visibleText(rowOf(panel, country).locator('td').first());

/** Columns that the sticky row headers cover in part. */
const partlyCoveredColumns = (table: Locator): Promise<readonly string[]> =>
  table.evaluate((element) => {
    const [names, ...columns] = [...element.querySelectorAll('thead th')];
    const edge = names?.getBoundingClientRect().right ?? 0;
    return columns
      .filter((column) => {
        const { left, right } = column.getBoundingClientRect();
        return left < edge - 1 && right > edge + 1;
      })
      .map(({ textContent }) => textContent ?? '');
  });

async function exportFigure(page: Page, panel: Locator, button: string): Promise<string> {
  await openPart(panel, 'Export');
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: button, exact: true }).click();
  return readFile(await (await download).path(), 'utf8');
}

describe.skipIf('unavailable' in found)('completeness of reporting', { timeout: 120_000 }, () => {
  it('names newly silent countries in the findings, and since when others are silent, with the reported incidents', async () => {
    const { page, complaints } = await openPage(region);
    const silent = page.locator('[data-silence=now]');
    await silent.first().waitFor();
    const texts = (await silent.allInnerTexts()).map(collapseSpaces);
    expect(texts).toHaveLength(2);
    expect(texts[0]).toMatch(
      /^Bosnia & Herzegovina: newly silent, .*Reported incidents: (0–4|between 0 and 4)/,
    );
    expect(texts[1]).toMatch(/^North Macedonia: no activity report since /);
    expect(texts[1]).toContain('about 35');
    // In the month before, only North Macedonia was silent, and newly so.
    await page.getByRole('combobox', { name: 'Month', exact: true }).selectOption(months[1] ?? '');
    await expect
      .poll(async () => (await silent.allInnerTexts()).map(collapseSpaces))
      .toEqual([expect.stringMatching(/^North Macedonia: newly silent/)]);
    expect(complaints).toEqual([]);
  });

  it('shows all, most, some or none by country and month, and distinguishes silence from presence', async () => {
    const { page } = await openPage(region);
    const panel = await panelOf(page);
    expect(await newestCellOf(panel, 'Bosnia')).toMatch(/^none silent 0–4/);
    expect(await newestCellOf(panel, 'Albania')).toMatch(/^all present 0–4/);
    expect(await newestCellOf(panel, 'North Macedonia')).toMatch(/^none silent ≈ 35/);
    expect(await newestCellOf(panel, 'Serbia')).toMatch(/^most ≈ 80/);
    // Their completeness is published for both together, their incidents separately.
    const pooled = rowOf(panel, 'Montenegro, Kosovo*');
    expect(await visibleText(pooled.locator('td').first())).toMatch(/^some .*Montenegro: .+; Kosovo\*: .+/);
    expect(await visibleText(pooled.locator('td').nth(1))).toMatch(/^not published /);
    await openPart(panel, 'Table');
    const rows = (await panel.locator('[data-part=figure-table] tbody tr').allInnerTexts()).map(
      collapseSpaces,
    );
    expect(rows.find((row) => row.includes('Bosnia'))).toContain('Silent: sent no activity report.');
    expect(rows.find((row) => row.includes('Albania'))).toMatch(
      /115–124 295–304 .*incidents reported: 0–4\.$/,
    );
    await panel.getByRole('button', { name: 'Source' }).click();
    await page.locator('dialog[open]').getByText('Only activity reports received').waitFor();
  });

  it('scrolls in its own container at 360 pixels by keyboard alone, starting with the newest month', async () => {
    const { page } = await openPage(region, { width: 360 });
    const panel = await panelOf(page);
    const frame = panel.locator('[data-part=completeness] section');
    const leftOf = () => frame.evaluate((element) => element.scrollLeft);
    expect(await leftOf()).toBe(0);
    // It is as wide as its card.
    const ends = await Promise.all(
      [panel.getByRole('heading', { name: TITLE }), frame].map(async (one) => {
        const box = await one.boundingBox();
        return Math.round((box?.x ?? 0) + (box?.width ?? 0));
      }),
    );
    expect(ends[1]).toBe(ends[0]);
    // A marker shows that older months are out of view, also in forced colours, without animation.
    const container = panel.locator('[data-part=completeness] > div');
    const marker = () =>
      container.evaluate((one) => {
        const { content, display, animationName } = getComputedStyle(one, '::before');
        return [one.dataset.more, content.split('/')[0]?.trim(), display, animationName];
      });
    await expect.poll(marker).toEqual(['end', '"… ▶"', 'block', 'none']);
    await page.emulateMedia({ forcedColors: 'active' });
    await expect.poll(marker).toEqual(['end', '"… ▶"', 'block', 'none']);
    await page.emulateMedia({ forcedColors: 'none' });
    await panel.getByRole('button', { name: 'Table' }).focus();
    await page.keyboard.press('Shift+Tab');
    expect(await frame.evaluate((element) => element === document.activeElement)).toBe(true);
    for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowRight');
    await expect.poll(leftOf).toBeGreaterThan(0);
    await expect.poll(() => container.getAttribute('data-more')).toBe('start end');
    const scrollsHorizontally = () =>
      page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(await scrollsHorizontally()).toBe(false);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await panel.locator('[data-part=figure-table] table').first().waitFor();
    expect(await scrollsHorizontally()).toBe(false);
  });

  it('has all months on the page about data quality, with reasons for gaps, and is hidden from the public', async () => {
    const { page } = await openPage(region, { path: '/quality' });
    const panel = await panelOf(page);
    expect(await panel.locator('[data-part=completeness] thead th').count()).toBeGreaterThan(
      months.length + 1,
    );
    await openPart(panel, 'Table');
    const rows = (await panel.locator('[data-part=figure-table] tbody tr').allInnerTexts()).map(
      collapseSpaces,
    );
    expect(
      rows.filter((row) => row.includes('Not published, because few organisations are expected')),
    ).toHaveLength(1);
    await page.context().close();
    const { page: publicPage } = await openPage(region, { path: '/quality', account: 'public' });
    expect(await visibleText(publicPage.getByRole('region', { name: TITLE }))).toContain(
      'published for member organisations and the network only',
    );
  });
});

it.skipIf('unavailable' in found)(
  'a bulletin names countries with incomplete reporting, also in print',
  async () => {
    const { page } = await openPage(region, { path: '/bulletins' });
    await beginBulletin(page, 'The month');
    await readDraft(page);
    const article = page.locator('article');
    const text = await visibleText(article);
    const month = monthInWords(months[2] ?? '');
    expect(text).toContain(`When reporting for ${month} closed:`);
    expect(text).toContain(
      'Bosnia & Herzegovina; North Macedonia: no organisation had sent an activity report.',
    );
    expect(text).toContain(
      'Montenegro, Kosovo* (published together): some organisations, but not more than half',
    );
    // Countries with complete reporting are named as well.
    expect(text).toMatch(/Albania[^.]*: all organisations had sent/);
    expect(text).toContain(`country-month.${months[2]}.partners`);
    await page.emulateMedia({ media: 'print' });
    expect(await visibleText(article)).toContain(
      'North Macedonia: no organisation had sent an activity report.',
    );
  },
  120_000,
);

it.skipIf('unavailable' in found)(
  'the network reads the silent countries with the numbers released to it',
  async () => {
    const { page } = await openPage(region, { account: 'SIM-MK-1' });
    const panel = await panelOf(page);
    expect(await newestCellOf(panel, 'Bosnia')).toMatch(/^none silent 0–4/);
    expect(await newestCellOf(panel, 'Serbia')).toMatch(/^most ≈ 80/);
    await expectNoViolations(page);
  },
  120_000,
);

describe.skipIf('unavailable' in found)('a silent country', { timeout: 120_000 }, () => {
  it('is marked in charts, tables and maps of its silent month, with a dashed bar', async () => {
    const { page } = await openPage(region, { path: '/trends' });
    await page.locator('.caption', { hasText: /^Sent no activity report: .*North Macedonia in/ }).waitFor();
    await page.locator('svg [data-series] rect[data-silent]').first().waitFor();
    await page.goto(`${region.origin}/trends?by=country&show=table`);
    const row = page.locator('[data-kind=grid] tbody tr', { hasText: 'North Macedonia' });
    await row.locator('.silent-mark').first().waitFor();
    expect(await row.locator('td').first().locator('.silent-mark').count()).toBe(1);
    expect(await row.locator('td:not(:has(.silent-mark))').count()).toBeGreaterThan(0);
    await page.goto(`${region.origin}/`);
    await page.locator('[data-map] circle[data-silent]').first().waitFor();
    expect(await page.locator('[data-map] circle:not([data-silent])').count()).toBeGreaterThan(0);
    const where = page.locator('section.panel', { hasText: 'Where incidents were reported' });
    expect(await where.locator('.caption', { hasText: 'Dashed: ' }).textContent()).toContain(
      'North Macedonia',
    );
  });

  it('has dashed months in the trends of the overview, and is named', async () => {
    const { page } = await openPage(region);
    const trends = page.locator('section.panel', { hasText: 'Trends by country' });
    await trends.locator('rect[data-silent]').first().waitFor();
    const chartOf = (country: string) => trends.locator('.multiples > div', { hasText: country });
    const lastOf = (country: string) => chartOf(country).locator('rect').last().getAttribute('data-silent');
    expect(await lastOf('North Macedonia')).toBe('true');
    expect(await lastOf('Serbia')).toBeNull();
    const text = await visibleText(trends.locator('.silent-note'));
    expect(text).toContain('North Macedonia in ');
    expect(text).toContain(`Bosnia & Herzegovina in ${monthInWords(months[2] ?? '')}`);
    await openPart(trends, 'Table');
    expect(await trends.locator('tbody td .silent-mark').count()).toBeGreaterThan(0);
    await expectNoViolations(page);
  });

  it('is named once in the findings, and totals are compared without it', async () => {
    const { page } = await openPage(region);
    await page.locator('[data-silence=now]').first().waitFor();
    const findings = page.locator('section.panel', { hasText: 'All comparisons' });
    const text = await visibleText(findings);
    expect(text.match(/newly silent|no activity report since/g)).toHaveLength(2);
    expect(text).toMatch(/North Macedonia.* sent no activity report; the other countries together: \w/);
    // Below the headline are the countries in which half of the organisations or fewer reported.
    expect(await visibleText(page.locator('[aria-labelledby=headline] [data-part=reporting]'))).toMatch(
      /^Half of the organisations or fewer sent an activity report: Montenegro, Kosovo\W* in \w+ \d{4}\./,
    );
  });
});

describe.skipIf('unavailable' in found)('incidents per effort', { timeout: 120_000 }, () => {
  it('are available by country, are part of the URL, and have an interval from both roundings', async () => {
    const { page, complaints } = await openPage(region, { path: '/trends?by=typeGroup' });
    // Effort is released by country only.
    const numbers = page.locator('label', { hasText: /^Numbers/ }).locator('select');
    const visits = numbers.locator('option[value=visits]');
    expect(await visits.isDisabled()).toBe(true);
    expect(await visits.textContent()).toContain('only by country');
    await page.getByRole('button', { name: 'Where?', exact: true }).click();
    await numbers.selectOption('visits');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const table = page.locator('[data-kind=grid] table');
    await table.waitFor();
    expect((await addressOf(page)).searchParams.get('effort')).toBe('visits');
    const cellOf = async (country: string): Promise<string> =>
      await visibleText(table.locator('tbody tr').filter({ hasText: country }).locator('td').first());
    // 0–4 incidents in 115 to 124 visits.
    expect(await cellOf('Albania')).toBe('0 to 3.5');
    expect(await cellOf('Serbia')).toMatch(/^about \d+ \(\d+–\d+\) most$/);
    expect(await cellOf('Bosnia')).toBe('silent');
    expect(await cellOf('Montenegro')).toBe('effort not published');
    expect(await partlyCoveredColumns(table)).toEqual([]);
    await expectNoViolations(page);
    const again = await openPage(region, { path: page.url().replace(region.origin, '') });
    await again.page.locator('[data-kind=grid] table').waitFor();
    expect(await visibleText(again.page.locator('[data-kind=grid] table'))).toBe(await visibleText(table));
    await again.page.context().close();
    const figure = page.locator('section.panel', { hasText: 'per 100 field visits' }).last();
    expect(await exportFigure(page, figure, 'CSV')).toMatch(
      /,\d+,\d+,\d+,about \d+ \(\d+–\d+\),false,most$/m,
    );
    // The description explains both the incidents and the effort.
    const description = await exportFigure(page, figure, 'Description of the data');
    expect(description).toContain('until reports of the same incident are matched');
    expect(description).toContain('to the nearest 10');
    await table.locator('tbody tr').filter({ hasText: 'Serbia' }).locator('button').first().click();
    await page
      .locator('dialog[open]')
      .getByRole('link', { name: `country-month.${months[2]}.partners` })
      .waitFor();
    expect(complaints).toEqual([]);
  });
});
