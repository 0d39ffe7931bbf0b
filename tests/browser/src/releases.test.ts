import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromiumForTests } from '@waylight/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { openPage, untilSettled } from './open-page.ts';
import {
  approval,
  closePage,
  confirmAction,
  dialog,
  pathOf,
  startWithPublicReleases,
} from './release-steps.ts';

const WAYLIGHT = fileURLToPath(new URL('../../../packages/cli/bin/waylight.js', import.meta.url));
const TEST_MS = 360_000;
const found = chromiumForTests();
let region: BrowserRegion;
let ids: readonly string[];

beforeAll(async () => {
  if ('program' in found) ({ region, ids } = await startWithPublicReleases(found.program));
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

const scrollsHorizontally = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;

describe.skipIf('unavailable' in found)('releases', () => {
  it('are filtered by table, and the URL shows the same list to another account', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: '/releases' });
    await page.locator('section.panel:has(#list) select').first().selectOption('country-quarter');
    expect(new URL(page.url()).searchParams.get('table')).toBe('country-quarter');
    const rows = page.locator('section.panel:has(#list) tbody tr');
    const shown = await rows.allTextContents();
    expect(shown.length).toBeGreaterThan(0);
    for (const row of shown)
      expect(row).toMatch(/^Reported incidents by country, quarterly.*country-quarter\.\d{4}-Q\d\.\w+/);
    const choices = await page
      .locator('section.panel:has(#list) select')
      .first()
      .locator('option')
      .allTextContents();
    expect(choices).toContain('Reported incidents by border segment, monthly');
    for (const choice of choices) expect(choice).not.toMatch(/[a-z]-[a-z]/);
    const address = new URL(page.url());
    const other = await openPage(region, { account: 'BCHR', path: `${address.pathname}${address.search}` });
    expect(await other.page.locator('section.panel:has(#list) tbody tr').allTextContents()).toEqual(shown);
    // On a phone every column is in sight. Only the page of a release has its id.
    await other.page.setViewportSize({ width: 390, height: 844 });
    const last = await other.page
      .locator('section.panel:has(#list) tbody td:last-child')
      .first()
      .boundingBox();
    expect((last?.x ?? 390) + (last?.width ?? 0)).toBeLessThanOrEqual(390);
    expect(await other.page.locator('section.panel:has(#list) tbody .id').first().isVisible()).toBe(false);
  });

  it('before the newest are collapsed by year, which keyboard and URL expand', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: '/releases', width: 360 });
    const years = page.locator('section.panel:has(#list) details');
    for (const one of await years.all()) expect(await one.getAttribute('open')).toBeNull();
    const summary = years.last().locator('summary');
    const year = ((await summary.textContent()) ?? '').slice(0, 4);
    await summary.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('show') === year);
    const periods = await years.last().locator('tbody td:nth-child(2)').allTextContents();
    expect(periods.length).toBeGreaterThan(0);
    for (const period of periods) expect(period).toContain(year);
    await years.last().locator('tbody a').last().click();
    await page.locator('#verify').waitFor();
    await page.goBack();
    await years.last().locator('tbody a').last().waitFor();
    await summary.click();
    await page.waitForURL((url) => !url.searchParams.has('show'));
  });

  it('of countries by month show the completeness of reporting, and no others do', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: '/releases' });
    const open = async (table: string) => {
      await page.locator('section.panel:has(#list) select').first().selectOption(table);
      await page
        .locator(`section.panel:has(#list) tbody a[href*="/${table}."][href$=".partners"]`)
        .first()
        .click();
      await page.locator('#verify').waitFor();
    };
    await open('country-month');
    await page.getByRole('heading', { name: 'Completeness of reporting' }).waitFor();
    await expect.poll(() => page.locator('[data-part=completeness] td > div').count()).toBe(6);
    await page.goBack();
    await open('country-quarter');
    expect(await page.locator('[data-part=completeness]').count()).toBe(0);
  });

  it('that are upcoming are listed for members with date and audience, without numbers', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: '/releases' });
    const panel = page.locator('section.panel:has(#upcoming)');
    const rows = panel.locator('tbody tr');
    expect(await rows.count()).toBe(4);
    for (const row of await rows.all())
      expect(await row.locator('td').first().textContent()).toMatch(/^\d\d\.\d\d\.\d{4}$/);
    const text = (await panel.textContent()) ?? '';
    expect(text).toMatch(/quarter \d of \d{4}.*Member organisations: \d+ tables/s);
    expect(text).toMatch(/The public: \d+ tables, after approval/);
    await panel.locator('summary').click();
    await panel.getByText('Reported incidents by border segment, monthly: Member organisations').waitFor();
    await closePage(page);
    const publicReader = await openPage(region, { account: 'public', path: '/releases' });
    expect(await publicReader.page.locator('#upcoming').count()).toBe(0);
  });

  it('are named by table, audience and period, with notices in the language of the page', {
    timeout: TEST_MS,
  }, async () => {
    const id = ids[5] ?? '';
    const { page } = await openPage(region, { path: `${pathOf(id)}?lang=mk` });
    const name = /^Пријавени инциденти по земја, \S+\s\d{4}\sг\., за јавноста/;
    await page.getByRole('heading', { level: 1, name }).waitFor();
    expect(await page.title()).toMatch(name);
    expect(await page.locator('.stamp').textContent()).toContain(id);
    const numbers = page.locator('section.panel:has(#numbers)');
    const text = (await numbers.textContent()) ?? '';
    expect(text).toMatch(/од \d\d\.\d\d\.\d{4} до \d\d\.\d\d\.\d{4}/);
    expect(text).not.toMatch(/\d{4}-\d\d-\d\d/);
    expect(await numbers.locator('[data-part=notices] li[lang=en]').count()).toBe(0);
    const notices = await numbers.locator('[data-part=notices] li:not([lang])').allTextContents();
    expect(notices).toHaveLength(4);
    const other = await openPage(region, { account: 'BCHR', path: pathOf(id) });
    await confirmAction(other.page, 'Object', /final/);
    await closePage(other.page);
    await approval(page).getByRole('button', { name: 'Побарај одобрение' }).click();
    await dialog(page).locator('button.button').click();
    await dialog(page).waitFor({ state: 'detached' });
    const rejection = approval(page).locator('.state-error');
    expect(await rejection.textContent()).toContain('Една членка вложила приговор');
    expect(await rejection.locator('[lang=en]').count()).toBe(0);
  });

  it('mark the silent country, and link to a coarser release if rounding hides most numbers', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, {
      path: '/releases?table=country-month&audience=partners',
    });
    await page.locator('section.panel:has(#list) tbody a').first().click();
    await untilSettled(page);
    const numbers = page.locator('section.panel:has(#numbers)');
    await numbers.locator('.silent-note').waitFor();
    const marked = numbers.locator('tbody tr', { has: page.locator('.silent-mark') }).locator('th');
    expect(await marked.allTextContents()).toEqual([expect.stringMatching(/^Montenegro\s*○/)]);
    expect(await numbers.locator('.silent-note').textContent()).toMatch(
      /^○ Sent no activity report: Montenegro in/,
    );

    await page.goto(`${region.origin}/releases?table=country-type-quarter`);
    await page.locator('section.panel:has(#list) tbody a').first().click();
    await untilSettled(page);
    const offer = numbers.locator('.state');
    await offer.waitFor();
    expect(await offer.textContent()).toContain('more than half of the numbers');
    const [, quarter] =
      /country-type-quarter\.(\d{4}-Q\d)\.partners/.exec(decodeURIComponent(page.url())) ?? [];
    await offer
      .getByRole('link', { name: /^Reported incidents by country and type group, .*, for members$/ })
      .click();
    await page.waitForURL(
      (url) => decodeURIComponent(url.pathname) === `/releases/country-typegroup-quarter.${quarter}.partners`,
    );
  });

  it('are verified in the browser, and their download by the command', {
    timeout: TEST_MS,
  }, async () => {
    const { page, requests } = await openPage(region, { path: '/releases?table=country-typegroup-quarter' });
    await page.locator('section.panel:has(#list) tbody a').first().click();
    await untilSettled(page);
    const panel = page.locator('section.panel:has(#verify)');
    await panel.getByRole('button').click();
    await page.waitForSelector('.verdict-verified');
    expect(await panel.textContent()).toMatch(
      /Yes\. Signed with key [0-9a-f]{16}; all numbers \(\d+\) are multiples of 5/,
    );
    const saving = page.waitForEvent('download');
    await page.locator('section.panel:has(#download) button').click();
    const file = join(region.dataDir, 'saved.json');
    const download = await saving;
    expect(download.suggestedFilename()).toMatch(/^country-typegroup-quarter\.\d{4}-Q\d\.partners\.json$/);
    await download.saveAs(file);
    const { stdout } = await promisify(execFile)(process.execPath, [
      WAYLIGHT,
      'release',
      'verify',
      file,
      '--data',
      region.dataDir,
    ]);
    expect(stdout).toMatch(/verified, signed with key/);

    // A number altered in transit is detected.
    const altered = JSON.parse(await readFile(file, 'utf8'))[0];
    altered.cells[0].value += altered.k;
    await page.route('**/v1/releases/country-typegroup-quarter*', (route) =>
      route.fulfill({ json: altered }),
    );
    await page.reload();
    await untilSettled(page);
    await panel.getByRole('button').click();
    await page.waitForSelector('.verdict-altered');
    expect(await panel.textContent()).toMatch(/No\. The signature of key [0-9a-f]{16} does not match/);
    expect(requests.filter((url) => new URL(url).origin !== region.origin)).toEqual([]);
  });

  it('have the full name of the chosen table on a narrow screen, where the select truncates it', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, {
      path: '/releases?table=country-groupsize-quarter',
      width: 360,
    });
    const choice = page.locator('section.panel:has(#list) label').first();
    const name = await choice.locator('option:checked').textContent();
    expect(name).toBe('Reported incidents by country and number of victims, quarterly');
    expect(await choice.locator('[aria-hidden]').textContent()).toBe(name);
    expect(await choice.locator('[aria-hidden]').isVisible()).toBe(true);
    // For screen readers, the full name is not part of the name of the select.
    const select = page.getByRole('combobox', { name: 'Table', exact: true });
    expect(await select.inputValue()).toBe('country-groupsize-quarter');
    // A table of published releases fits without scrolling.
    expect(
      await page
        .locator('section.panel:has(#list) div:has(> section > table)')
        .first()
        .getAttribute('data-more'),
    ).toBeNull();
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await choice.locator('[aria-hidden]').isVisible()).toBe(false);
  });

  it('have no axe violations on the page of a release, in light and dark', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: pathOf(ids[0] ?? '') });
    await page.locator('section.panel:has(#verify) button').click();
    await page.waitForSelector('.verdict-verified');
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await expectNoViolations(page, 'light', 'dark');
      expect([width, await page.evaluate(scrollsHorizontally)]).toEqual([width, false]);
    }
  });
});
