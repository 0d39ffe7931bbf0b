import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, startBrowserRegion } from './browser-region.ts';
import { openPage, untilSettled } from './open-page.ts';

const WAYLIGHT = fileURLToPath(new URL('../../../packages/cli/bin/waylight.js', import.meta.url));
const START_MS = 240_000;
const TEST_MS = 90_000;
const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterAll(() => region?.stop(), 60_000);

const panel = (page: Page, title: string) =>
  page.locator('section.panel', { has: page.getByRole('heading', { name: title, exact: true }) });
/** The cells of a panel's table, row by row. */
async function tableOf(page: Page, title: string): Promise<readonly (readonly string[])[]> {
  await panel(page, title).getByText('The same as a table').click();
  const rows = await panel(page, title).locator('tbody tr').all();
  return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
}
const sum = (values: readonly (string | undefined)[]): number =>
  values.reduce((all, value) => all + Number(value?.replaceAll(',', '') ?? 0), 0);

describe.skipIf('unavailable' in found)('the public record', () => {
  it('is exact, attributed, and the same number whichever way it is cut', { timeout: TEST_MS }, async () => {
    const { page, complaints } = await openPage(region, { path: '/record' });
    const total = Number(/(\d+) persons/.exec((await panel(page, 'By year').textContent()) ?? '')?.[1]);
    expect(total).toBeGreaterThan(100);
    const years = await tableOf(page, 'By year');
    expect(sum(years.map(([, all]) => all))).toBe(total);
    expect(sum(years.flatMap(([, , ...countries]) => countries))).toBe(total);
    const causes = await tableOf(page, 'By cause');
    expect(sum(causes.map((row) => row.at(-1)))).toBe(total);
    const places = await tableOf(page, 'How exactly the place is known');
    expect(sum(places.flatMap(([, ...precisions]) => precisions))).toBe(total);
    const dates = await tableOf(page, 'How exactly the date is known');
    expect(sum(dates.map(([, persons]) => persons))).toBe(total);
    expect(await panel(page, 'Sources and how good they are').textContent()).toContain(
      'Missing Migrants Project',
    );
    // No drawing has a place for a point, and nothing on the page is rounded.
    expect(await page.locator('.map').count()).toBe(0);
    expect(await page.locator('main').textContent()).not.toMatch(/≈|0–4/);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('is narrowed down by country and years, by an address that shows the same to the public', {
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
    const said = await panel(page, 'By year').locator('.headline').textContent();
    expect(said).toMatch(/persons? dead or missing, 2019 to 2021/);
    const other = await openPage(region, { account: 'public', path: `${address.pathname}${address.search}` });
    expect(await panel(other.page, 'By year').locator('.headline').textContent()).toBe(said);
    await other.page.goto(`${region.origin}/record?country=ME&from=2015&to=2015`);
    await untilSettled(other.page);
    expect(await other.page.locator('main').textContent()).toContain(
      'The public record has no entry for this choice',
    );
    await other.page.context().close();
    await page.context().close();
  });
});

describe.skipIf('unavailable' in found)('data quality', () => {
  it('says what came late, what rounding hides and what is unknown, and of no organisation', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: '/quality' });
    expect(await panel(page, 'How completely organisations reported').textContent()).toContain(
      'Never which of them, and never how many they are',
    );
    const late = await tableOf(page, 'Late reports and corrections');
    expect(late.length).toBeGreaterThan(5);
    for (const [, difference = '', says = ''] of late) {
      const [, sign, size] = /^([+−]?)(\d+) \(±16\)$/.exec(difference) ?? [];
      if (size === undefined) expect(difference).toBe('·');
      else if (Number(size) <= 16) expect(says).toContain('Nothing certain');
      else
        expect(says).toContain(
          `At least ${Number(size) - 16} ${sign === '+' ? 'came late' : 'were taken back'}`,
        );
    }
    const rounding = await tableOf(page, 'Where rounding weighs most');
    for (const [, , share = '', advice = ''] of rounding)
      expect([share, advice.includes('coarser')]).toEqual([share, Number.parseInt(share, 10) > 50]);
    const unknown = await tableOf(page, 'What was left unknown');
    expect(unknown.length).toBeGreaterThan(5);
    for (const [, , , part = ''] of unknown) expect(part).toMatch(/^(0–4|≈\s\d+)/);
    for (const organisation of ['AHC', 'BCHR', 'CRPK', 'GAMN', 'VPBIH', 'DRC'])
      expect(await page.locator('main').textContent()).not.toContain(organisation);
    await panel(page, 'Where rounding weighs most').locator('a.table-link').first().click();
    await page.waitForURL('**/releases/*');
    await untilSettled(page);
    expect(await page.locator('section.panel:has(#numbers) tbody tr').count()).toBeGreaterThan(1);
    await page.context().close();
  });
});

describe.skipIf('unavailable' in found)('own numbers', () => {
  it('come by a command that works, and never through insights', { timeout: TEST_MS }, async () => {
    const { page, requests } = await openPage(region, { path: '/own' });
    await page.getByLabel('Node that takes your reports').selectOption('MK');
    await page.getByLabel('Broken down by').selectOption('personGroup');
    expect(new URL(page.url()).search).toContain('country=MK');
    const command = ((await page.locator('.command code').first().textContent()) ?? '').trim();
    expect(command).toBe(
      'npx waylight trends --own --country MK --by period,person-group --period month --as MYLA',
    );
    const [, , ...args] = command.split(' ');
    const { stdout } = await promisify(execFile)(process.execPath, [
      WAYLIGHT,
      ...args,
      '--data',
      region.dataDir,
    ]);
    expect(stdout).toMatch(/\d/);
    expect(
      requests
        .filter((url) => /own|trends/.test(new URL(url).pathname + new URL(url).search))
        .map((url) => new URL(url).pathname),
    ).not.toContain('/v1/trends');
    await page.context().close();
    const { page: anybody } = await openPage(region, { account: 'public', path: '/own?country=MK' });
    expect(await anybody.locator('.command').count()).toBe(0);
    expect(await anybody.locator('.state-not-permitted').textContent()).toContain('Sign in');
    await anybody.context().close();
  });
});
