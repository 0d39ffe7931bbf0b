import { readFile } from 'node:fs/promises';
import { chromiumForTests } from '@waylight/testing';
import type { Download, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { openPage } from './open-page.ts';
import { openPart } from './table-steps.ts';

const found = chromiumForTests();
const DOWNLOAD_MS = 45_000;
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

const figure = (page: Page, title: string) => page.locator('section.panel', { hasText: title }).first();

const contentOf = async (file: Download): Promise<Buffer> => readFile(await file.path());
const MAP = 'Where incidents were reported';
const TRENDS = 'Trends by country';

describe.skipIf('unavailable' in found)('the source of a number', () => {
  it('shows release, policy and method, and links to the release, in two clicks', async () => {
    const { page } = await openPage(region);
    const panel = figure(page, TRENDS);
    await openPart(panel, 'Table');
    const row = panel.locator('tbody tr').nth(2);
    const month = await row.getAttribute('data-key');
    await row.locator('button').first().click();
    const dialog = page.locator('dialog[open]');
    await dialog.getByText('key ').waitFor();
    const link = dialog.locator('a[href^="/releases/"]').first();
    expect(await link.textContent()).toContain(`.${month}.partners`);
    const text = (await dialog.textContent()) ?? '';
    for (const part of [
      'a multiple of 5',
      'Ed25519',
      'Release plan, version',
      'Member organisations',
      'rounding',
    ])
      expect(text).toContain(part);
    await expectNoViolations(page);
    await link.click();
    await page.waitForURL(/\/releases\//);
  });

  it('is available for comparisons as well', async () => {
    const { page } = await openPage(region);
    await page.locator('section:has(#comparisons) [data-part=findings] > li').first().waitFor();
    await page.locator('.panel:has(#comparisons) button[aria-haspopup=dialog]').click();
    const dialog = page.locator('dialog[open]');
    await dialog.getByText('key ').waitFor();
    expect(await dialog.locator('.caption').first().textContent()).toBe('All comparisons');
    expect(await dialog.locator('a .id').first().textContent()).toMatch(/\.\d{4}-\d\d\.partners$/);
  });

  it('is displayed and saved in the language of the page', async () => {
    const { page } = await openPage(region, { path: '/?lang=mk' });
    const panel = page.locator('section.panel:has([data-part=figure-actions])').first();
    await panel.getByRole('button', { name: 'Извор' }).click();
    const dialog = page.locator('dialog[open]');
    await dialog.getByText('Ed25519, клуч').waitFor();
    // Labels of the codes in the release plan.
    await dialog.getByText('Босна и Херцеговина').waitFor();
    await dialog.getByText('Инциденти како што се пријавени').waitFor();
    expect(await dialog.textContent()).not.toContain('англиски');
    expect(await dialog.locator('[lang="en"]').count()).toBe(0);
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await openPart(panel, 'Извези');
    const [file] = await Promise.all([
      page.waitForEvent('download', { timeout: DOWNLOAD_MS }),
      panel.getByRole('button', { name: 'Опис на податоците' }).click(),
    ]);
    const text = (await contentOf(file)).toString('utf8');
    expect(text).toContain('Непристрасно');
    expect(text).toContain('Објава на табелата ');
    // Quotations of sources and operators are not translated; the method is.
    expect(text).not.toMatch(/Unbiased|Every number|Incidents as reported|Made once/);
  });

  it('opens by keyboard with the newest period, offers the other periods, and restores the focus', async () => {
    const { page } = await openPage(region);
    const button = figure(page, TRENDS).getByRole('button', { name: 'Source' });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog[open]');
    const choice = dialog.locator('select');
    await choice.waitFor();
    const newest = await choice.inputValue();
    const link = dialog.getByRole('link', { name: /\.partners$/ });
    await dialog.getByRole('link', { name: `.${newest}.partners` }).waitFor();
    const [newestName = ''] = await choice.locator('option:checked').allInnerTexts();
    expect(newestName).toMatch(/^[A-Z][a-z]+ \d{4}$/);
    expect(await dialog.textContent()).toContain(`Release country-month, ${newestName} (`);
    await choice.selectOption({ index: 2 });
    const other = await choice.inputValue();
    await dialog.getByRole('link', { name: `.${other}.partners` }).waitFor();
    await dialog.getByText('Ed25519').waitFor();
    expect(await dialog.textContent()).not.toContain(`, ${newestName} (`);
    expect(await link.count()).toBe(1);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it('is the release of the displayed month for numbers of the map', async () => {
    const { page } = await openPage(region);
    await page.selectOption('.page-head select', { index: 2 });
    const month = new URL(page.url()).searchParams.get('month');
    const panel = figure(page, MAP);
    await openPart(panel, 'Table');
    await panel.locator('tbody button').first().click();
    expect(await page.locator('dialog[open] a[href^="/releases/"]').first().textContent()).toContain(
      `.${month}.`,
    );
    // A number of one month has no choice of other months.
    expect(await page.locator('dialog[open] select').count()).toBe(0);
  });
});
