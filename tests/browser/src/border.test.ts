import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNarrow, expectNoViolations } from './expect-accessible.ts';
import { monthInWords } from './months.ts';
import { addressOf, openMenu, openPage, untilSettled } from './open-page.ts';
import { field, nameIn, openPart, parameters, tabTo, textOf } from './table-steps.ts';

const found = chromiumForTests();
let region: BrowserRegion;
/** Newest month with numbers on this page. */
let newest: string;

beforeAll(async () => {
  if (!('program' in found)) return;
  region = await startBrowserRegion(found.program, { shared: true });
  newest = region.months.lastMonth;
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

const rowsOf = (page: Page) => page.locator('[data-part=segments] > li');

/** Verdict of insights on a segment, as the page requests it. */
async function verdictOf(page: Page, against: 'previous' | 'year-ago', code: string): Promise<string> {
  const release = `segment-month.${newest}.partners`;
  const answer = await page.request.get(`${region.origin}/v1/changes?release=${release}&against=${against}`);
  type One = {
    readonly subject: readonly { readonly dimension: string; readonly code: string }[];
    readonly verdict: string;
  };
  const { findings = [], others } = (await answer.json()) as {
    readonly findings?: readonly One[];
    readonly others: readonly One[];
  };
  const one = [...findings, ...others].find(
    ({ subject }) => subject.length === 1 && subject[0]?.dimension === 'segment' && subject[0].code === code,
  );
  if (one === undefined) throw new Error(`no comparison of ${code}`);
  return one.verdict;
}

describe.skipIf('unavailable' in found)('the border', () => {
  it('has a row with sparkline, value and verdict for each segment, and an arrow with the same number', async () => {
    const { page } = await openPage(region, { path: '/border' });
    const panel = page.locator('section.panel', { hasText: 'Borders and directions' });
    const values = new Map<string, string>();
    for (const row of await rowsOf(page).all()) {
      values.set(await nameIn(row.locator('span:has(> a)')), await textOf(row.locator('.number')));
      expect(await row.locator('svg rect').count()).toBe(12);
      expect(await textOf(row.locator('.number + span'))).toMatch(
        /Compared with the previous period: (Not comparable\. |more|fewer|no clear change|within ordinary variation|not comparable|reporting changed)/,
      );
    }
    expect(values.size).toBe(19);
    // On a phone two equal verdicts are one line.
    await page.setViewportSize({ width: 390, height: 844 });
    const same = page.locator('[data-same]').first();
    await same.getByText('Previous period and a year ago').waitFor();
    const height = await same
      .locator(':scope > span')
      .last()
      .evaluate((one) => one.clientHeight);
    expect(height).toBeLessThanOrEqual(1);
    await page.setViewportSize({ width: 1280, height: 900 });
    for (const arrow of await page.locator('[data-map] a').all()) {
      const [name = '', value = ''] = ((await arrow.getAttribute('aria-label')) ?? '').split(': ');
      expect(value.replace(/^about\s/, '≈ ')).toBe(values.get(name)?.replace('\u00A0', ' '));
    }
    expect(await page.locator('[data-map] a').count()).toBe(19);
    const small = [...values.values()].filter((text) => text === '0–4').length;
    expect(await page.locator('[data-small]').count()).toBe(small);
    expect(await textOf(page.locator('main'))).toMatch(/Not at a border: (about \d+|0–4)/);
    await openPart(panel, 'Table');
    expect(await panel.locator('tbody tr').count()).toBe(19);
  });

  it('shows one border at most three clicks from the overview, and links to its numbers by type or the nearest table', async () => {
    const { page } = await openPage(region);
    let clicks = 0;
    const click = async (name: string) => {
      await page.getByRole('link', { name, exact: true }).click();
      clicks += 1;
      await untilSettled(page);
    };
    await click('Borders');
    await click('Serbia → Hungary');
    expect((await addressOf(page)).pathname).toBe('/border/RS-HU');
    const panel = page.getByRole('region', { name: 'Serbia → Hungary', exact: true });
    const yearAgo = await textOf(
      panel.locator(':scope > div > div', { hasText: 'Compared with a year ago' }),
    );
    expect(yearAgo).toContain(`incidents in ${monthInWords(newest)}`);
    expect(yearAgo).toContain(`: ${(await verdictOf(page, 'year-ago', 'RS-HU')).replaceAll('-', ' ')}.`);
    const types = page.getByRole('region', { name: 'Violence and other types of incidents', exact: true });
    const byType = await page.request.get(
      `${region.origin}/v1/trends?layer=reports&unit=incidents&by=period,typeGroup,segment&period=quarter`,
    );
    const { cells } = (await byType.json()) as { readonly cells: readonly { readonly segment: string }[] };
    const hasTypes = cells.some(({ segment }) => segment === 'RS-HU');
    await types.getByText(hasTypes ? 'by type group, for each quarter' : 'too few incidents').waitFor();
    const dimensions = hasTypes ? 'type group and border segment' : 'country and type group';
    await types.getByRole('link', { name: `Reported incidents by ${dimensions}, quarterly` }).click();
    clicks += 1;
    expect(clicks).toBeLessThanOrEqual(3);
    await untilSettled(page);
    expect((await addressOf(page)).searchParams.get('only')).toBe(hasTypes ? 'RS-HU' : 'violence');
    const only = hasTypes ? 'Serbia → Hungary' : 'Violence';
    expect(await textOf(page.locator('main'))).toContain(
      `Reported incidents by ${dimensions}, quarterly – ${only}`,
    );
  });

  it('opens a border at the top of its page, and keeps the position for choices and for the way back', async () => {
    const { page } = await openPage(region, { path: '/border', width: 1440 });
    const scrolled = () => page.evaluate(() => scrollY);
    const link = rowsOf(page).last().getByRole('link').first();
    await link.scrollIntoViewIfNeeded();
    const before = await scrolled();
    expect(before).toBeGreaterThan(100);
    await link.click();
    await page.waitForURL(/\/border\/[A-Z]{2}-[A-Z]{2}/);
    await untilSettled(page);
    expect(await scrolled()).toBe(0);
    await page.goBack();
    await expect.poll(scrolled).toBe(before);
    await page.setViewportSize({ width: 1440, height: 400 });
    await page.goto(`${region.origin}/trends`);
    await untilSettled(page);
    const only = page.getByRole('button', { name: 'only Albania', exact: true });
    await only.scrollIntoViewIfNeeded();
    const position = await scrolled();
    expect(position).toBeGreaterThan(100);
    await only.click();
    await untilSettled(page);
    expect((await parameters(page)).get('keep.country')).toBe('AL');
    expect(await scrolled()).toBeGreaterThan(100);
  });

  it('shows both directions of a border, the values of a period by keyboard, the releases and the actions of analysts', async () => {
    const { page } = await openPage(region, { path: '/border/RS-HU' });
    for (const name of ['Serbia → Hungary', 'Hungary → Serbia'])
      expect(await page.getByRole('region', { name, exact: true }).locator('.figure-number').count()).toBe(1);
    const pointer = page.locator('input[type=range]');
    await pointer.focus();
    const values = page.locator('[id$=-values]');
    expect(await textOf(values)).toContain(monthInWords(newest));
    const last = await textOf(values);
    await page.keyboard.press('ArrowLeft');
    expect(await textOf(values)).not.toBe(last);
    expect(await textOf(values)).toMatch(/Serbia → Hungary.*(0–4|≈\u00A0\d+).*Hungary → Serbia/);
    const releases = page.getByRole('region', { name: 'Releases with these numbers', exact: true });
    expect(await releases.getByRole('link').first().getAttribute('href')).toBe(
      `/releases/segment-month.${newest}.partners`,
    );
    // One release for each period of the chart, including the one a year ago.
    expect(await releases.getByRole('link').count()).toBe(
      await page.locator('[data-series="0"] [data-point]').count(),
    );
    expect(await releases.getByRole('link').count()).toBeGreaterThan(12);
    expect(await page.getByRole('link', { name: 'Add to a new bulletin' }).getAttribute('href')).toBe(
      '/bulletins/new',
    );
  });

  it('explains on the page of an uncounted direction that it is counted under “Other or unknown”', async () => {
    const { page } = await openPage(region, { path: '/border/HU-RO' });
    expect(await page.getByText('counted under “Other or unknown”').count()).toBe(2);
    await page.getByRole('link', { name: 'All borders' }).click();
    await rowsOf(page).first().waitFor();
  });

  it('marks borders of a silent country at every number, and does not compare them', async () => {
    const { page } = await openPage(region, { path: '/border' });
    // In the example data, no organisation reports on Montenegro in the last month. Map and rows have a note.
    await page
      .locator('.silent-note', {
        hasText: `○ Sent no activity report: Montenegro in ${monthInWords(newest)}`,
      })
      .nth(1)
      .waitFor();
    const silent: string[] = [];
    for (const row of await rowsOf(page).all()) {
      const isMarked = (await row.locator('.silent-mark').count()) > 0;
      const name = await nameIn(row.locator('span:has(> a)'));
      expect([name, isMarked]).toEqual([name, name.includes('Montenegro')]);
      if (!isMarked) continue;
      silent.push(name);
      expect(await textOf(row.locator('.number + span'))).toContain(
        `Not comparable. No activity report for ${monthInWords(newest)}: Montenegro.`,
      );
    }
    expect(silent.length).toBeGreaterThan(1);
    expect(await page.locator('[data-map] circle').count()).toBe(silent.length);
  });

  it('can be filtered by keyboard, and a permalink restores the filters', async () => {
    const { page } = await openPage(region, { path: '/border' });
    await tabTo(page, page.getByRole('button', { name: 'Reported incidents by border segment, quarterly' }));
    await page.keyboard.press('Enter');
    await untilSettled(page);
    expect((await parameters(page)).get('period')).toBe('quarter');
    await field(page, 'From or to').focus();
    await page.keyboard.type('Bosnia');
    expect((await parameters(page)).get('country')).toBe('BA');
    expect(await page.locator('g:has(> polygon)').count()).toBe(4);
    await field(page, 'Period').selectOption({ index: 1 });
    const address = await addressOf(page);
    expect(address.searchParams.get('at')).toMatch(/^\d{4}-Q\d$/);
    const other = await openPage(region, { account: 'BCHR', path: `${address.pathname}${address.search}` });
    expect(await textOf(other.page.locator('main'))).toBe(await textOf(page.locator('main')));
    // An arrow is a link that preserves the period.
    const arrow = page.locator('[data-map] a').first();
    await tabTo(page, arrow);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/border\/[A-Z]{2}-[A-Z]{2}\?period=quarter/);
  });

  it('of one direction is accessible in both colour schemes and at 390 pixels', async () => {
    const path = '/border/RS-HU';
    const { page, complaints } = await openPage(region, { path });
    await expectNoViolations(page, 'light', 'dark');
    await page.setViewportSize({ width: 390, height: 844 });
    await openMenu(page);
    await expectNarrow(page, path);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('[data-part=border-actions]').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });
});
