import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, startBrowserRegion } from './browser-region.ts';
import { openPage, untilSettled } from './open-page.ts';

const WAYLIGHT = fileURLToPath(new URL('../../../packages/cli/bin/waylight.js', import.meta.url));
const START_MS = 240_000;
const TEST_MS = 120_000;
const MEMBERS = ['AHC', 'VPBIH', 'CRPK', 'GAMN', 'MYLA', 'BCHR', 'DRC'] as const;
const found = chromiumForTests();
let region: BrowserRegion;
let ids: readonly string[];

beforeAll(async () => {
  if ('unavailable' in found) return;
  region = await startBrowserRegion(found.program, planWithAPublicTable);
  const { page } = await openPage(region, { path: '/releases?audience=public' });
  ids = await page
    .locator('section.panel:has(#list) tbody a')
    .evaluateAll((links) =>
      links.map((link) => decodeURIComponent(link.getAttribute('href')?.split('/')[2] ?? '')),
    );
  await page.context().close();
}, START_MS);
afterAll(() => region?.stop(), 60_000);

/** As the shipped plan, with its first table for the public as well: otherwise months of waiting stand before an approval. */
async function planWithAPublicTable(dataDir: string): Promise<void> {
  const [first, ...tables] = DEFAULT_RELEASE_PLAN.tables;
  const now = new Date();
  const from = new Date(Date.UTC(now.getUTCFullYear() - 1, now.getUTCMonth())).toISOString().slice(0, 7);
  const { leastAWeek: _, ...plan } = DEFAULT_RELEASE_PLAN;
  const changed = { ...plan, from, tables: [{ ...first, alsoFor: ['public'] }, ...tables] };
  await writeFile(join(dataDir, 'release-plan.json'), JSON.stringify(changed));
}

const pathOf = (id: string): string => `/releases/${encodeURIComponent(id)}`;
const approval = (page: Page) => page.locator('section.panel:has(#approval)');
const dialog = (page: Page) => page.locator('dialog[open]');

/** Presses a button, reads what will happen, and lets it. */
async function act(page: Page, button: string | RegExp, says: RegExp): Promise<void> {
  await approval(page)
    .getByRole('button', { name: button, exact: typeof button === 'string' })
    .click();
  expect(await dialog(page).textContent()).toMatch(says);
  await dialog(page).locator('button.button').click();
  await dialog(page).waitFor({ state: 'detached' });
}

async function closed(page: Page): Promise<void> {
  await page.context().close();
}

describe.skipIf('unavailable' in found)('releases', () => {
  it('are listed by what is chosen, and the address shows the same to somebody else', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, { path: '/releases' });
    await page.locator('section.panel:has(#list) select').first().selectOption('country-quarter');
    expect(new URL(page.url()).searchParams.get('table')).toBe('country-quarter');
    const rows = page.locator('section.panel:has(#list) tbody tr');
    const shown = await rows.allTextContents();
    expect(shown.length).toBeGreaterThan(0);
    for (const row of shown) expect(row).toContain('country-quarter');
    const address = new URL(page.url());
    const other = await openPage(region, { account: 'BCHR', path: `${address.pathname}${address.search}` });
    expect(await other.page.locator('section.panel:has(#list) tbody tr').allTextContents()).toEqual(shown);
    await closed(other.page);
    await closed(page);
  });

  it('of a month with countries say how completely organisations reported, and no others do', {
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
    await open('country-typegroup-month');
    await page.getByRole('heading', { name: 'How completely organisations reported' }).waitFor();
    expect(await page.locator('.completeness .told').count()).toBe(6);
    await page.goBack();
    await open('country-quarter');
    expect(await page.locator('.completeness').count()).toBe(0);
    await closed(page);
  });

  it('are approved by every member and withdrawn, each step saying first what comes of it', {
    timeout: 240_000,
  }, async () => {
    const [id = ''] = ids;
    const { page, complaints } = await openPage(region, { path: pathOf(id) });
    await act(page, 'Ask all members', /14 days.*not yet an approval/s);
    expect(await approval(page).textContent()).toContain('It waits for 7 members');
    await act(page, 'Approve', /published once the others have approved as well; missing then: .*BCHR/s);
    expect(await approval(page).textContent()).toContain('Approved: MYLA');
    await act(page, 'Take our approval back', /until your organisation approves again/);
    await act(page, 'Approve', /published once/);
    for (const account of MEMBERS.filter((one) => one !== 'MYLA' && one !== 'DRC')) {
      const { page: theirs } = await openPage(region, { account, path: pathOf(id) });
      await act(theirs, 'Approve', /missing then/);
      await closed(theirs);
    }
    const anybody = await openPage(region, { account: 'public', path: pathOf(id) });
    expect(await anybody.page.locator('.state-empty').count()).toBe(1);
    const { page: last } = await openPage(region, { account: 'DRC', path: '/releases' });
    await last.locator('section.panel:has(#approvals) tbody a').first().click();
    await untilSettled(last);
    await act(
      last,
      'Approve',
      /DRC is the last that is missing: with this approval the release is published at once/,
    );
    expect(await approval(last).textContent()).toContain('All members have approved');
    await closed(last);
    await anybody.page.reload();
    await untilSettled(anybody.page);
    expect(await anybody.page.locator('section.panel:has(#numbers) tbody tr').count()).toBeGreaterThan(5);

    await page.reload();
    await untilSettled(page);
    await act(page, 'Withdraw the release', /withdrawn for good/);
    expect(await approval(page).textContent()).toMatch(/MYLA withdrew it on \d{4}/);
    expect(await approval(page).locator('button').count()).toBe(0);
    await anybody.page.reload();
    await untilSettled(anybody.page);
    expect(await anybody.page.locator('.state-empty').count()).toBe(1);
    expect(complaints).toEqual([]);
    await closed(anybody.page);
    await closed(page);
  });

  it('are objected to by keyboard alone, with a reason, and the dialog gives the keyboard back', {
    timeout: TEST_MS,
  }, async () => {
    const id = ids[1] ?? '';
    const { page } = await openPage(region, { path: pathOf(id) });
    const object = approval(page).getByRole('button', { name: 'Object' });
    await object.focus();
    await page.keyboard.press('Enter');
    expect(await dialog(page).textContent()).toMatch(/An objection is for good/);
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map(({ id: rule }) => rule)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await object.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await dialog(page).getByLabel('it tells which place it is').check();
    await dialog(page).locator('button.button').focus();
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await approval(page).textContent()).toMatch(/MYLA objected on .*it tells which place it is/);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('status');
    await closed(page);
  });

  it('say what the service says where it refuses, and when the session is over', {
    timeout: TEST_MS,
  }, async () => {
    const id = ids[2] ?? '';
    const { page } = await openPage(region, { path: pathOf(id) });
    const other = await openPage(region, { account: 'BCHR', path: pathOf(id) });
    await act(other.page, 'Object', /for good/);
    await closed(other.page);
    // This page still shows what was before.
    await act(page, 'Ask all members', /14 days/);
    expect(await approval(page).textContent()).toContain('a member has objected');
    await page.goto(`${region.origin}${pathOf(ids[3] ?? '')}`);
    await untilSettled(page);
    await page.context().clearCookies();
    await act(page, 'Ask all members', /14 days/);
    expect(await approval(page).textContent()).toContain('Your session is over, and nothing was changed');
    await closed(page);
  });

  it('are approved in another’s place once it says so, and no more when it ends that', {
    timeout: TEST_MS,
  }, async () => {
    const id = ids[4] ?? '';
    const { page } = await openPage(region, { account: 'AHC', path: '/releases' });
    const panel = page.locator('section.panel:has(#delegations)');
    await panel.getByLabel('Id of the organisation').fill('DRC');
    await panel.getByRole('button', { name: 'Let it approve for us' }).click();
    expect(await dialog(page).textContent()).toContain('DRC may approve in place of AHC, every release');
    await dialog(page).locator('button.button').click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await panel.textContent()).toContain('DRC may approve for AHC: every release');
    const { page: theirs } = await openPage(region, { account: 'DRC', path: pathOf(id) });
    await act(theirs, 'Ask all members', /14 days/);
    await act(theirs, 'Approve for AHC', /The approval of AHC is recorded/);
    expect(await approval(theirs).textContent()).toContain('AHC through DRC');
    await closed(theirs);
    await panel.getByRole('button', { name: 'End it' }).click();
    await dialog(page).locator('button.button').click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await panel.textContent()).toContain('Nobody approves in another’s place');
    await panel.getByLabel('Id of the organisation').fill('NOBODY');
    await panel.getByRole('button', { name: 'Let it approve for us' }).click();
    await dialog(page).locator('button.button').click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await panel.textContent()).toContain('that is no member organisation');
    await closed(page);
  });

  it('are checked in the browser, and what is saved is what the command line checks', {
    timeout: TEST_MS,
  }, async () => {
    const { page, requests } = await openPage(region, { path: '/releases?table=country-typegroup-quarter' });
    await page.locator('section.panel:has(#list) tbody a').first().click();
    await untilSettled(page);
    const panel = page.locator('section.panel:has(#verify)');
    await panel.getByRole('button').click();
    await page.waitForSelector('.verdict-verified');
    expect(await panel.textContent()).toMatch(/Yes\. It is signed with key [0-9a-f]{16}, its \d+ numbers/);
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

    // One number of it is another on its way: the page says so.
    const altered = JSON.parse(await readFile(file, 'utf8'))[0];
    altered.cells[0].value += altered.k;
    await page.route('**/v1/releases/country-typegroup-quarter*', (route) =>
      route.fulfill({ json: altered }),
    );
    await page.reload();
    await untilSettled(page);
    await panel.getByRole('button').click();
    await page.waitForSelector('.verdict-altered');
    expect(await panel.textContent()).toMatch(/No\. The signature of key [0-9a-f]{16} does not fit/);
    expect(requests.filter((url) => new URL(url).origin !== region.origin)).toEqual([]);
    await closed(page);
  });

  it.each(['light', 'dark'] as const)(
    'have nothing that axe finds on the page of one, in %s',
    { timeout: TEST_MS },
    async (colours) => {
      for (const width of [360, 1280]) {
        const { page } = await openPage(region, { path: pathOf(ids[0] ?? ''), colours, width });
        await page.locator('section.panel:has(#verify) button').click();
        await page.waitForSelector('.verdict-verified');
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        expect(
          await page.evaluate(
            () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
          ),
        ).toBe(false);
        await closed(page);
      }
    },
  );
});
