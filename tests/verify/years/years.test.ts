import { chromiumForTests } from '@waylight/testing';
import { type BrowserRegion, startBrowserRegion } from '@waylight/tests-browser/browser-region';
import { axe } from '@waylight/tests-browser/expect-accessible';
import { openPage, untilSettled } from '@waylight/tests-browser/open-page';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Time to count, draw and audit thirty months and more, once. */
const START_MS = 900_000;
const found = chromiumForTests();
let region: BrowserRegion;

/** Enough months to contain the last two years, whose tables have closed, as a whole. */
function monthsOfTwoYears(now: Date): number {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  // Yearly tables close ten weeks after the year.
  const closed = month > 2 || (month === 2 && now.getUTCDate() > 20) ? year - 1 : year - 2;
  return (year - closed + 1) * 12 + month;
}

beforeAll(async () => {
  if ('program' in found)
    region = await startBrowserRegion(found.program, { months: monthsOfTwoYears(new Date()) });
}, START_MS);
afterAll(() => region?.stop());

type Answer = { readonly k: number; readonly cells: readonly Readonly<Record<string, string | number>>[] };

/** Fetches from the page's own origin, with the session of the page. */
const fetchAnswer = (page: Page, question: string): Promise<Answer> =>
  page.evaluate(async (address) => (await fetch(address)).json(), `/v1/trends?layer=reports&${question}`);

/** The number of days in a month or year. */
function daysIn(period: string): number {
  const [year = 0, month] = period.split('-').map(Number);
  const [from, to] = month === undefined ? [0, 12] : [month - 1, month];
  return (Date.UTC(year, to) - Date.UTC(year, from)) / 86_400_000;
}

type Released = { readonly value: number | undefined; readonly period: string };

/**
 * The text of a change that is certain in total and per day. Each number is less than k from the exact one, and no exact number is
 * below 0.
 */
function expectedChange(
  { value: earlier, period: before }: Released,
  { value: now, period }: Released,
  k: number,
): string {
  if (earlier === undefined || now === undefined) return '–';
  const [more, less] = now > earlier ? [now, earlier] : [earlier, now];
  const least = Math.max(0, more - (k - 1)) - (less + (k - 1));
  const most = more + (k - 1) - Math.max(0, less - (k - 1));
  const [days, daysBefore] = [daysIn(period), daysIn(before)];
  const isMore = Math.max(0, now - (k - 1)) / days > (earlier + (k - 1)) / daysBefore;
  const isLess = (now + (k - 1)) / days < Math.max(0, earlier - (k - 1)) / daysBefore;
  if (least <= 0 || !(now > earlier ? isMore : isLess)) return '~';
  return `${now > earlier ? '▲' : '▼'} ${least}–${most}`;
}

const yearBefore = (period: string) => `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;

/** The cells of a pivot, by the heading of their row. */
async function rowsOf(page: Page): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await page.locator('.pivot tbody tr').all();
  return new Map(
    await Promise.all(
      rows.map(
        async (row) =>
          [
            (await row.locator('th').textContent()) ?? '',
            await row.locator('td [aria-hidden=true]').allTextContents(),
          ] as const,
      ),
    ),
  );
}

/** The released numbers by country and period. */
async function byCountry(page: Page, kind: 'month' | 'year') {
  const { k, cells } = await fetchAnswer(page, `by=period,country&period=${kind}`);
  const periods = [...new Set(cells.map(({ period }) => String(period)))].sort();
  const releasedOf = (country: string, period: string) =>
    cells.find((cell) => cell.country === country && cell.period === period)?.value as number | undefined;
  return { k, periods, releasedOf };
}

const COUNTRIES = { AL: 'Albania', RS: 'Serbia', XK: 'Kosovo*', MK: 'North Macedonia' };

describe.skipIf('unavailable' in found)('with years of releases', () => {
  it.each([
    ['month', 'year'],
    ['year', 'before'],
    ['year', 'year'],
  ] as const)(
    'trends by %s, with show=%s, show the certain changes since a year before',
    async (kind, show) => {
      const path = `/trends?by=country&period=${kind}&show=${show}`;
      const { page, complaints } = await openPage(region, { path });
      const { k, periods, releasedOf } = await byCountry(page, kind);
      const read = periods.slice(-24);
      expect(read.length).toBeGreaterThan(kind === 'year' ? 1 : 23);
      const rows = await rowsOf(page);
      for (const [code, name] of Object.entries(COUNTRIES)) {
        const of = (period: string): Released => ({ value: releasedOf(code, period), period });
        const expected = read.map((period) => expectedChange(of(yearBefore(period)), of(period), k));
        expect([name, rows.get(name)]).toEqual([name, expected]);
      }
      // Among hundreds of months some changed for certain and some did not; in a year all few countries may have.
      const all = [...rows.values()].flat();
      if (kind === 'month') {
        expect(all).toContain('~');
        expect(all.some((text) => /^[▲▼]/.test(text))).toBe(true);
      }
      expect(await page.locator('main').textContent()).not.toContain('no earlier period to compare with');
      // A change, too, links to its release.
      await page.locator('.pivot tbody tr').first().locator('.explained').last().click();
      await page
        .getByRole('dialog')
        .getByRole('link', { name: new RegExp(`\\.${periods.at(-1)}\\.`) })
        .waitFor();
      await page.keyboard.press('Escape');
      expect((await axe(page).analyze()).violations).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it('a year has one comparison, and the address of the other shows the same', async () => {
    const { page } = await openPage(region, { path: '/trends?by=country&period=year&show=year' });
    const show = page.getByRole('combobox', { name: 'Show', exact: true });
    expect(await show.locator('option').count()).toBe(2);
    const same = await rowsOf(page);
    await page.goto(`${region.origin}/trends?by=country&period=year&show=before`);
    await untilSettled(page);
    expect([await show.locator('option').count(), await rowsOf(page)]).toEqual([2, same]);
    await page.goto(`${region.origin}/trends?by=country&period=month`);
    await untilSettled(page);
    expect(await show.locator('option').count()).toBe(3);
    await page.context().close();
  });

  it('the overview compares with the same month of the year before', async () => {
    const { page } = await openPage(region);
    const { k, periods, releasedOf } = await byCountry(page, 'month');
    const newest = periods.at(-1) ?? '';
    const compared = page.locator('.compared > *').nth(1);
    expect(await compared.locator('h3').textContent()).toContain('the same month of the year before');
    const text = (await compared.textContent()) ?? '';
    for (const [code, name] of Object.entries(COUNTRIES)) {
      const of = (period: string): Released => ({ value: releasedOf(code, period), period });
      const change = expectedChange(of(yearBefore(newest)), of(newest), k);
      expect([name, text.includes(`${name}: ${change.startsWith('▲') ? 'more' : 'fewer'}`)]).toEqual([
        name,
        /^[▲▼]/.test(change),
      ]);
    }
    await page.context().close();
  });

  it('the border shows a year, its arrows, and the change since the year before', async () => {
    const { page } = await openPage(region, { path: '/border?period=year' });
    const { k, cells } = await fetchAnswer(page, 'by=period,segment&period=year');
    const newest =
      cells
        .map(({ period }) => String(period))
        .sort()
        .at(-1) ?? '';
    const releasedOf = (period: string): Released => {
      const found = cells.find((cell) => cell.segment === 'MK-RS' && cell.period === period);
      return { value: found?.value as number | undefined, period };
    };
    const panel = page.locator('section.panel', { hasText: 'One by one' });
    expect(await panel.locator('thead th').count()).toBe(3);
    const row = panel.locator('tr[data-key="MK-RS"]');
    expect(await row.locator('td').last().locator('[aria-hidden=true]').textContent()).toBe(
      expectedChange(releasedOf(yearBefore(newest)), releasedOf(newest), k),
    );
    expect(await page.locator('.arrow').count()).toBeGreaterThan(10);
    await page.getByRole('combobox', { name: 'Period', exact: true }).selectOption({ index: 1 });
    await untilSettled(page);
    expect(new URL(page.url()).searchParams.get('at')).toBe(yearBefore(newest));
    await page.context().close();
  });
});
