import { chromiumForTests } from '@waylight/testing';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { clickThrough } from './click-through.ts';
import { openPage } from './open-page.ts';
import { openPart, textOf } from './table-steps.ts';

const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

type Cell = { readonly value: number; readonly min: number; readonly max: number };

/** Returns the released number of the newest quarter with these codes. */
async function numberOf(
  page: Page,
  dimensions: string,
  codes: Readonly<Record<string, string>>,
): Promise<Cell> {
  const address = `${region.origin}/v1/trends?layer=reports&unit=incidents&period=quarter&by=period,${dimensions}`;
  const { cells } = (await (await page.request.get(address)).json()) as {
    cells: Record<string, string | number>[];
  };
  const newest = cells
    .map(({ period }) => String(period))
    .sort()
    .at(-1);
  const cell = cells.find((one) =>
    Object.entries({ ...codes, period: newest }).every(([name, code]) => one[name] === code),
  );
  if (cell === undefined) throw new Error(`no number for ${dimensions}`);
  return cell as unknown as Cell;
}

const figureWith = (page: Page, text: string): Locator => page.locator('.panel', { hasText: text }).first();

describe.skipIf('unavailable' in found)('the response', () => {
  it('shows one click from the overview which services were given, and where no help was recorded', async () => {
    const { page } = await openPage(region, { path: '/' });
    await clickThrough(page.locator('header nav a[href="/response"]'));
    const [none, total] = [
      await numberOf(page, 'country,service', { country: 'RS', service: 'none' }),
      await numberOf(page, 'country', { country: 'RS' }),
    ];
    const from = Math.floor((100 * Math.max(0, none.min)) / total.max);
    const to = Math.ceil(Math.min(100, (100 * none.max) / total.min));
    const shares = figureWith(page, 'No help recorded: the report names no service');
    const serbia = shares.locator('li:has(> svg)', { hasText: 'Serbia' });
    expect(await textOf(serbia)).toBe(`Serbia${from}–${to}%`);
    // The whole region comes first.
    expect(await textOf(page.locator('.panel').first().locator('.figure-number'))).toMatch(/^\d+–\d+%$/);
    const given = page.locator('.panel div:has(> h3)', { hasText: /^Given or referred/ }).first();
    expect(await given.locator('li').count()).toBeGreaterThan(4);
    expect(await textOf(given)).toContain('Legal aid');
    const numbers = (await given.locator('.number').allInnerTexts()).map((text) =>
      text === '0–4' ? 0 : Number(text.replace(/\D/g, '')),
    );
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
  });

  it('shows which services were unavailable in the newest year, and a note before the first year', async () => {
    const { page } = await openPage(region, { path: '/response' });
    const planned = 'by unavailable service, yearly” is planned, but not released yet';
    await page.locator('.state', { hasText: planned }).waitFor();
    // The example has no year. The numbers of a quarter replace those of two years.
    const isOfYears = ({ searchParams }: URL) => searchParams.get('by') === 'period,unavailableService';
    await page.route(isOfYears, async (route) => {
      const url = route.request().url().replace('unavailableService', 'service').replace('=year', '=quarter');
      const response = await page.request.get(url);
      const text = (await response.text()).replaceAll('"service"', '"unavailableService"');
      const answer = JSON.parse(text) as { cells: Record<string, unknown>[] };
      const quarters = [...new Set(answer.cells.map(({ period }) => period))].sort().slice(-2);
      const cells = answer.cells.flatMap((cell) => {
        const n = quarters.indexOf(cell.period);
        return n < 0 ? [] : [{ ...cell, period: String(2024 + n) }];
      });
      await route.fulfill({ response, json: { ...answer, period: 'year', cells } });
    });
    await page.reload();
    const unavailable = page.locator('.panel', {
      has: page.locator('h2', { hasText: /unavailable.*\(2025\)$/ }),
    });
    await unavailable.locator('li:has(> svg)').first().waitFor();
    expect(await unavailable.locator('li:has(> svg)').count()).toBeGreaterThan(4);
  });

  it('shows rounded numbers only, and has a table with every quarter', async () => {
    const { page } = await openPage(region, { path: '/response' });
    for (const number of await page.locator('li:has(> svg) .number').allInnerTexts())
      expect(number).toMatch(/^(0–4|≈\u00A0\d+|\d+–\d+%)$/);
    const shares = figureWith(page, 'No help recorded: the report names no service');
    await openPart(shares, 'Table');
    await shares.locator('table').waitFor();
    const quarters = await page.locator('.page-head select').locator('option').count();
    expect(await shares.locator('thead th').count()).toBe(1 + quarters);
  });

  it('shows another quarter, and stores it in the URL', async () => {
    const { page } = await openPage(region, { path: '/response' });
    const choice = page.locator('.page-head select');
    const oldest = await choice.locator('option').last().getAttribute('value');
    await choice.selectOption(oldest);
    await expect.poll(() => page.url()).toContain(`quarter=${oldest}`);
    await page.reload();
    await page.locator('li:has(> svg)').first().waitFor();
    expect(await choice.inputValue()).toBe(oldest);
  });
});
