import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { openPage } from './open-page.ts';
import { openPart } from './table-steps.ts';

const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

async function openOwn(page: Page) {
  await page.getByRole('button', { name: 'Views and notes' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('h3').first().waitFor();
  return dialog;
}

describe.skipIf('unavailable' in found)('a saved view', () => {
  it('restores the settings of a page by keyboard alone, and is private', async () => {
    const { page } = await openPage(region);
    await page.selectOption('.page-head select', { index: 2 });
    const path = await page.evaluate(() => `${location.pathname}${location.search}`);
    await page.getByRole('button', { name: 'Views and notes' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog[open]');
    await dialog.getByText('No saved views yet.').waitFor();
    await dialog.getByLabel('Name of the view').focus();
    await page.keyboard.type('=The Drina <b>two months ago</b>');
    await page.keyboard.press('Enter');
    const link = dialog.getByRole('link', { name: '=The Drina <b>two months ago</b>' });
    await link.waitFor();
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    await page.goto(region.origin);
    await (await openOwn(page)).getByRole('link').first().click();
    await page.waitForFunction((wanted) => `${location.pathname}${location.search}` === wanted, path);
    await dialog.waitFor({ state: 'detached' });

    const other = await openPage(region, { account: 'BCHR' });
    await (await openOwn(other.page)).getByText('No saved views yet.').waitFor();
    await other.page.context().close();

    await openOwn(page);
    await dialog.getByRole('button', { name: /^Delete view/ }).click();
    await dialog.getByText('No saved views yet.').waitFor();
  });
});

describe.skipIf('unavailable' in found)('a note on a date', () => {
  it('is marked by number on time axes, with its text below, for its own organisation only', async () => {
    const { page, complaints } = await openPage(region);
    const trends = page.locator('section.panel', { hasText: 'Trends by country' });
    await openPart(trends, 'Table');
    const month = await trends.locator('tbody tr').nth(1).getAttribute('data-key');
    const dialog = await openOwn(page);
    await dialog.getByLabel('Date', { exact: true }).fill(`${month}-17`);
    await dialog.locator('select').selectOption('XK');
    await dialog
      .getByLabel('Note', { exact: true })
      .fill('The bridge was closed.\nIt opened again on Sunday.');
    await dialog.getByRole('button', { name: 'Add note' }).click();
    await dialog.getByText('The bridge was closed.').waitFor();
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    expect(await page.locator('.multiples [data-private]').count()).toBeGreaterThan(3);
    expect(await page.locator('.multiples [data-private] text').first().textContent()).toBe('1');
    const below = page.locator('[data-part=notes]').first();
    expect(await below.textContent()).toMatch(/1 17\.\d\d\.\d{4}, Kosovo\*: The bridge was closed\./);
    await expectNoViolations(page);

    // Notes are neither exported nor stored.
    const panel = page.locator('section.panel', { hasText: 'Trends by country' });
    await openPart(panel, 'Export');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'Vector image (SVG)' }).click(),
    ]);
    const stream = await file.createReadStream();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    const svg = Buffer.concat(parts).toString('utf8');
    expect(svg).toContain('Reported incidents, ');
    expect(svg).not.toContain('bridge');
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('bridge');

    const other = await openPage(region, { account: 'BCHR' });
    expect(await other.page.locator('[data-private]').count()).toBe(0);
    await other.page.context().close();

    await openOwn(page);
    await dialog.getByRole('button', { name: 'Delete note 1' }).click();
    await dialog.getByText('No notes yet.').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-private]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf('unavailable' in found)('the public', () => {
  it('has neither views nor notes, and does not request them', async () => {
    const { page, requests } = await openPage(region, { account: 'public' });
    expect(await page.getByRole('button', { name: 'Views and notes' }).count()).toBe(0);
    expect(requests.filter((url) => /\/v1\/(?:views|notes)/.test(url))).toEqual([]);
  });
});
