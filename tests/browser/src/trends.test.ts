import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ariaOutline } from './aria-outline.ts';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { clickThrough } from './click-through.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { exportTableAndChart } from './journeys.ts';
import { monthInWords, releasedPeriods } from './months.ts';
import { openPage, untilSettled } from './open-page.ts';
import { cellsOf, field, headsOf, parameters, SHOWN, tabTo, textOf } from './table-steps.ts';

const found = chromiumForTests();
let region: BrowserRegion;
/** Released months of the default table, the newest first. */
let months: readonly string[];

beforeAll(async () => {
  if (!('program' in found)) return;
  region = await startBrowserRegion(found.program, { shared: true });
  months = await releasedPeriods(region, 'country-month');
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const labelsOf = (page: Page) => page.locator('[data-series] > text').allTextContents();

describe.skipIf('unavailable' in found)('questions that analysts ask', () => {
  it('how many incidents affected unaccompanied minors, where, and by whom: three clicks', async () => {
    const { page } = await openPage(region, { path: '/' });
    await clickThrough(
      page.locator('header nav a[href="/trends"]'),
      button(page, 'Who was affected?'),
      button(page, 'Unaccompanied or separated child'),
    );
    const answer = page.locator('.panel', { has: page.locator('[data-series]') }).first();
    expect(await textOf(answer.locator('h2'))).toMatch(
      /^Unaccompanied or separated child: (0–4|about \d+) \(.*20\d\d\)$/,
    );
    const where = page.locator('[data-part=crosses] .panel', {
      has: page.getByRole('heading', { name: /^Where\?/ }),
    });
    await where.locator('li:has(> svg)').first().waitFor();
    expect(await textOf(where)).toMatch(/Serbia(≈\s\d+|0–4)/);
    const byWhom = page.locator('[data-part=crosses] .panel', {
      has: page.getByRole('heading', { name: /^By whom\?/ }),
    });
    // The draw may pool the police with other perpetrators.
    expect(await textOf(byWhom)).toMatch(/Police(≈\s\d+|0–4)|not shown separately/);
    const reasons = page.locator('[data-part=crosses] > .caption');
    expect(await textOf(reasons)).toMatch(/What help was given\? Not released: the numbers would be smaller/);
    await expectNoViolations(page, 'light', 'dark');
  });

  it('a question keeps the chosen group, or states that it is dropped and leads back', async () => {
    const group = 'Unaccompanied or separated child';
    const code = 'unaccompanied-or-separated-child';
    const { page } = await openPage(region, { path: `/trends?by=personGroup&keep.personGroup=${code}` });
    const answer = page.locator('.panel', { has: page.locator('[data-series]') }).first();
    const dropped = page.getByRole('status').filter({ hasText: `The choice “${group}” was dropped.` });
    await button(page, 'Where?').click();
    await untilSettled(page);
    expect(await textOf(answer)).toContain(`– ${group}`);
    expect(await dropped.count()).toBe(0);
    await button(page, 'Which border?').click();
    await untilSettled(page);
    expect(await textOf(dropped)).toContain('No released table combines: Border segment, Person group.');
    await button(page, `Back to ${group}`).click();
    await untilSettled(page);
    expect(await labelsOf(page)).toEqual([expect.stringContaining('Unaccompanied')]);
  });

  it('an Excel table and a chart for a report: two clicks each', () => exportTableAndChart(region));
});

describe.skipIf('unavailable' in found)('trends', () => {
  it('show the first number without scrolling, and choose the table with most numbers above their rounding', async () => {
    const { page } = await openPage(region, { path: '/trends', width: 1440 });
    const label = page.locator('[data-series] > text').first();
    const bottom = await label.evaluate((one) => one.getBoundingClientRect().bottom);
    expect(bottom).toBeLessThan(900);
    await clickThrough(button(page, 'Which border?'));
    // By month, most numbers of borders are as small as their rounding.
    expect(await field(page, 'Period length').inputValue()).toBe('quarter');
    expect(await textOf(page.locator('.state[role=status]'))).toContain(
      'By month, most numbers are too small',
    );
    // The largest borders come first, without “Not at a border”.
    expect(await labelsOf(page)).toHaveLength(6);
    expect((await labelsOf(page)).join()).not.toContain('Not at a border');
  });

  it('have these headings and names for screen readers', async () => {
    const { page } = await openPage(region, { path: '/trends?by=country&period=month' });
    // The title is the finding of the release, if there is one.
    const title =
      /'?(region|heading|img) "(?:Largest number: |[^":]+: (?:about \d+|0–4)\. Named most often: |More |Fewer |Reported incidents by country, monthly)[^"]*"(?: \[level=2\])?'?/g;
    const outline = await ariaOutline(page.locator('main'));
    expect(outline.replaceAll(title, '$1 TITLE')).toMatchSnapshot();
  });

  it('do not present the number of a silent country as a finding', async () => {
    // In the example data, no organisation reports on Montenegro in the last month.
    const { page } = await openPage(region, { path: '/trends?by=country&period=month&keep.country=ME' });
    await page
      .getByRole('heading', { name: 'Cannot be compared: Montenegro sent no activity report' })
      .waitFor();
  });

  it('disable options without a released table, with the reason, and keep the chosen dimension', async () => {
    const { page } = await openPage(region, { path: '/trends?by=perpetrator&period=month' });
    expect(await textOf(page.locator('.state-says'))).toBe(
      'The table “Reported incidents by perpetrator, monthly” is not released.',
    );
    expect(await page.locator('.state button').allInnerTexts()).toEqual([
      'Reported incidents by perpetrator, quarterly',
    ]);
    await page.locator('.state button').click();
    await untilSettled(page);
    expect((await labelsOf(page)).join()).toContain('Police');
    const month = field(page, 'Period length').locator('option', { hasText: 'month' });
    expect(await month.isDisabled()).toBe(true);
    expect(await textOf(month)).toBe('month – not published: the numbers would be too small');
    const context = field(page, 'Filter').locator('option', { hasText: 'Border segment' });
    expect(await textOf(context)).toBe('Border segment – not published: the numbers would be too small');
    expect(await page.getByRole('button', { name: /^Map/ }).first().isDisabled()).toBe(true);
    await page.goto(`${region.origin}/trends?by=area&period=year`);
    await untilSettled(page);
    expect(await textOf(page.locator('.state-says'))).toContain('is planned, but not released yet');
  });

  it('filter by one code in one choice, and name the longer period that this needs', async () => {
    const { page } = await openPage(region, { path: '/trends?by=personGroup&period=month' });
    await field(page, 'Filter').selectOption({ label: 'North Macedonia' });
    await untilSettled(page);
    expect((await parameters(page)).get('only')).toBe('MK');
    expect(await textOf(page.locator('.state[role=status]'))).toBe(
      'Person group × Country: published only quarterly, not monthly, because the numbers would be too small.',
    );
    await field(page, 'Filter').selectOption({ label: 'no filter' });
    await button(page, 'Where?').click();
    await field(page, 'Filter').selectOption({ label: 'Man' });
    await untilSettled(page);
    expect(await textOf(page.locator('[data-part=whole-region]'))).toMatch(
      /^Man, quarter \d of \d{4}: ≈\s\d+$/,
    );
  });

  it('say which code a filter without one shows, and drop that code with the next question', async () => {
    const { page } = await openPage(region, { path: '/trends?by=personGroup,country' });
    // Which country has the most rows depends on the draw.
    expect(await textOf(page.locator('.state[role=status]'))).toMatch(
      /Shown: [\w&;\s]+ alone\. Choose another, or “no filter”, under “Filter”\.$/,
    );
    await button(page, 'Where?').click();
    await untilSettled(page);
    expect((await parameters(page)).get('keep.country')).toBe(null);
    expect((await labelsOf(page)).length).toBeGreaterThan(1);
    await page.goto(`${region.origin}/trends?by=personGroup,country&only=nowhere`);
    await untilSettled(page);
    expect(await textOf(page.locator('main'))).not.toContain('nowhere');
  });

  it('find a border by its name, and show only that one', async () => {
    const { page } = await openPage(region, { path: '/trends?by=segment&period=month' });
    await page.getByRole('searchbox').fill('hungary');
    await button(page, 'only Serbia → Hungary').click();
    await untilSettled(page);
    expect((await parameters(page)).get('keep.segment')).toBe('RS-HU');
    expect(await labelsOf(page)).toHaveLength(1);
    await page.getByRole('searchbox').fill('');
    await button(page, 'Largest').click();
    await expect.poll(() => labelsOf(page)).toHaveLength(6);
  });

  it('draw bars for one period, a map of countries, and a table', async () => {
    const [newest = ''] = months;
    const { page } = await openPage(region, { path: `/trends?by=country&period=month&from=${newest}` });
    expect(await page.locator('li:has(> svg)').count()).toBeGreaterThan(4);
    expect(await page.locator('[data-series]').count()).toBe(0);
    await button(page, 'Map').click();
    await page.locator('[data-map] circle').first().waitFor();
    await button(page, 'Table').click();
    await page.locator('[data-kind=grid] td').first().waitFor();
    expect((await parameters(page)).get('show')).toBe('table');
    for (const cell of await cellsOf(page, '[data-kind=grid] td')) expect(cell).toMatch(SHOWN);
  });

  it('sort a table and choose its rows by keyboard alone, and store both in the URL', async () => {
    const { page } = await openPage(region, { path: '/trends?show=table' });
    const pivot = page.locator('[data-kind=grid] table');
    const newest = monthInWords(months[0] ?? '', 'short');
    await tabTo(page, pivot.getByRole('button', { name: newest }));
    await page.keyboard.press('Space');
    await expect.poll(async () => (await parameters(page)).get('sort')).toBe(`descending:${months[0]}`);
    const column = (await headsOf(pivot, 'col')).indexOf(newest);
    const values = (await pivot.locator(`tbody tr td:nth-child(${column + 1}) .number`).allInnerTexts()).map(
      (text) => Number(text.replace('0–4', '0').replace(/\D/g, '')),
    );
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    await tabTo(page, page.getByRole('checkbox', { name: 'Albania' }));
    await page.keyboard.press('Space');
    await expect.poll(() => headsOf(pivot, 'row')).not.toContain('Albania');
    expect((await parameters(page)).get('keep.country')?.split(',').toSorted()).toEqual(
      ['BA', 'ME', 'MK', 'RS', 'XK', 'other-or-unknown'].toSorted(),
    );
  });

  it('link each number of a table to its release, by click or by keyboard alone', async () => {
    const { page } = await openPage(region, { path: '/trends?show=table' });
    const numbers = page.locator('[data-kind=grid] td button');
    expect(await numbers.count()).toBe(await page.locator('[data-kind=grid] td .number').count());
    const release = page.getByRole('dialog').getByRole('link', { name: /^Reported incidents by country, / });
    const [last = '', second = ''] = months;
    await page.locator('[data-kind=grid] tbody tr').first().locator('td').first().locator('button').click();
    expect((await textOf(release)).split(/\s+/).join(' ')).toMatch(
      new RegExp(`${monthInWords(last)}, for members country-month\\.${last}\\.partners$`),
    );
    await page.keyboard.press('Escape');
    await tabTo(page, page.locator('[data-kind=grid]'));
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await textOf(release)).toContain(`.${second}.`);
    await release.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/releases\/country-month/);
  });
});

describe.skipIf('unavailable' in found)('unavailable data', () => {
  it.each([
    ['release-plan', '/trends?show=table', '[data-kind=grid] td .number'],
    ['trends?*', '/trends?show=table', '[data-kind=grid] td .number'],
    ['trends?*', '/border', '[data-part=segments] .number'],
  ])('from /v1/%s at %s has a message and a retry button', async (endpoint, path, numbers) => {
    const { page } = await openPage(region, { path });
    await page.route(`**/v1/${endpoint}`, (route) => route.abort());
    await page.reload();
    const state = page.locator('.state-offline').first();
    await state.waitFor({ timeout: 20_000 });
    await page.unroute(`**/v1/${endpoint}`);
    await state.locator('button').click();
    await page.locator('.state-offline').waitFor({ state: 'detached' });
    await page.locator(numbers).first().waitFor();
    expect(await page.locator(numbers).count()).toBeGreaterThan(15);
  });
});

describe.skipIf('unavailable' in found).each([
  ['/trends?by=type,country&period=quarter&show=table', 'light'],
  ['/trends?by=segment', 'dark'],
  ['/trends?by=country,originRegion&period=month', 'dark'],
  ['/border?period=quarter&lang=sr-Cyrl', 'dark'],
] as const)('%s in %s', (path, colours) => {
  it('has no axe violations and no horizontal scrolling at 360 pixels', async () => {
    const { page } = await openPage(region, { path, colours, width: 360 });
    for (const summary of await page.locator('summary').all()) await summary.click();
    await expectNoViolations(page);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth),
    ).toBe(false);
  });
});
