import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, startBrowserRegion } from './browser-region.ts';
import { openPage, untilSettled } from './open-page.ts';
import { act, approval, closed, dialog, MEMBERS, pathOf, planWithAPublicTable } from './release-steps.ts';

const WAYLIGHT = fileURLToPath(new URL('../../../packages/cli/bin/waylight.js', import.meta.url));
const START_MS = 240_000;
const TEST_MS = 120_000;
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

/** A release as somebody has it: the numbers on its page, the document behind them, and how many signs of silence are beside them. */
async function whatIsRead(page: Page, id: string) {
  const numbers = page.locator('section.panel:has(#numbers)');
  const answer = await page.request.get(`${region.origin}/v1/releases/${encodeURIComponent(id)}`);
  return {
    numbers: await numbers.locator('tbody td').allTextContents(),
    document: await answer.text(),
    silences: await numbers.locator('.silent-mark').count(),
  };
}

const scrollsSideways = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;

describe.skipIf('unavailable' in found)('releases', () => {
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
    const preview = page.locator('section.panel:has(#preview)');
    expect(await preview.textContent()).toMatch(/^PreviewThis is exactly what the public will read once all/);
    expect(await preview.textContent()).toContain('readers will not see: which countries were silent (○)');
    const previewed = await whatIsRead(page, id);
    expect(previewed.silences).toBeGreaterThan(0);
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
    const link = last.locator('section.panel:has(#approvals) tbody a').first();
    expect(await link.textContent()).toMatch(
      /^Preview: Reported incidents by country and group of types, mon/,
    );
    await link.click();
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
    // What members saw is what is read now, to the byte; and what was said not to be seen is not.
    expect(await whatIsRead(anybody.page, id)).toEqual({ ...previewed, silences: 0 });
    expect(previewed.numbers.length).toBeGreaterThan(30);

    await page.reload();
    await untilSettled(page);
    expect(await preview.count()).toBe(0);
    await act(page, 'Withdraw the release', /withdrawn for good/);
    expect(await approval(page).textContent()).toMatch(/MYLA withdrew it on \d\d\.\d\d\.\d{4}, \d\d:\d\d/);
    expect(await approval(page).locator('button').count()).toBe(0);
    expect(await preview.textContent()).toMatch(/^Not publishedMembers alone read this/);
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
    expect(await approval(page).textContent()).toContain('A member has objected');
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
    const choice = panel.getByLabel('Member organisation');
    // The other members, by name, and nobody of the network.
    const offered = await choice
      .locator('option')
      .evaluateAll((all) => all.map((one) => one.getAttribute('value')));
    expect(offered.sort()).toEqual(MEMBERS.filter((one) => one !== 'AHC').sort());
    await choice.selectOption({ label: 'DRC – Danish Refugee Council' });
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
    await closed(page);
  });

  it('are named by what they count, for whom and of when, and say what must be said in the language of who reads', {
    timeout: TEST_MS,
  }, async () => {
    const id = ids[5] ?? '';
    const { page } = await openPage(region, { path: `${pathOf(id)}?lang=mk` });
    const name = /^Пријавени инциденти по земја и група видови, \S+\s\d{4}\sг\., за јавноста/;
    await page.getByRole('heading', { level: 1, name }).waitFor();
    expect(await page.title()).toMatch(name);
    expect(await page.locator('.stamp').textContent()).toContain(id);
    const numbers = page.locator('section.panel:has(#numbers)');
    const text = (await numbers.textContent()) ?? '';
    expect(text).toMatch(/од \d\d\.\d\d\.\d{4} до \d\d\.\d\d\.\d{4}/);
    expect(text).not.toMatch(/\d{4}-\d\d-\d\d/);
    // What this region says of all its data is free text, and stays as it is.
    const foreign = await numbers.locator('.notices li[lang=en]').allTextContents();
    expect(foreign).toEqual([expect.stringContaining('Trial data')]);
    const own = await numbers.locator('.notices li:not([lang])').allTextContents();
    expect(own).toEqual([
      expect.stringContaining('Вкупните броеви се збирови на ќелии'),
      expect.stringContaining('1244'),
    ]);
    const other = await openPage(region, { account: 'BCHR', path: pathOf(id) });
    await act(other.page, 'Object', /for good/);
    await closed(other.page);
    await approval(page).getByRole('button', { name: 'Прашај ги сите членки' }).click();
    await dialog(page).locator('button.button').click();
    await dialog(page).waitFor({ state: 'detached' });
    const refused = approval(page).locator('.state-error');
    expect(await refused.textContent()).toContain('Една членка вложила приговор');
    expect(await refused.locator('[lang=en]').count()).toBe(0);
    await closed(page);
  });

  it('mark the country that was silent, and lead to a coarser release where rounding hides most', {
    timeout: TEST_MS,
  }, async () => {
    const { page } = await openPage(region, {
      path: '/releases?table=country-typegroup-month&audience=partners',
    });
    await page.locator('section.panel:has(#list) tbody a').first().click();
    await untilSettled(page);
    const numbers = page.locator('section.panel:has(#numbers)');
    await numbers.locator('.silent-note').waitFor();
    const marked = numbers.locator('tbody tr', { has: page.locator('.silent-mark') }).locator('th');
    expect(await marked.allTextContents()).toEqual([expect.stringMatching(/^Montenegro\s*○/)]);
    expect(await numbers.locator('.silent-note').textContent()).toMatch(/^○ Silent: Montenegro in/);

    await page.goto(`${region.origin}/releases?table=country-type-quarter`);
    await page.locator('section.panel:has(#list) tbody a').first().click();
    await untilSettled(page);
    const offer = numbers.locator('.state');
    await offer.waitFor();
    expect(await offer.textContent()).toContain('More than half of the numbers');
    const [, quarter] =
      /country-type-quarter\.(\d{4}-Q\d)\.partners/.exec(decodeURIComponent(page.url())) ?? [];
    await offer
      .getByRole('link', { name: /^Reported incidents by country and group of types, .*, for members$/ })
      .click();
    await page.waitForURL(
      (url) => decodeURIComponent(url.pathname) === `/releases/country-typegroup-quarter.${quarter}.partners`,
    );
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
        expect([width, await page.evaluate(scrollsSideways)]).toEqual([width, false]);
        await page.goto(`${region.origin}/releases?lang=mk`);
        await untilSettled(page);
        expect([width, await page.evaluate(scrollsSideways)]).toEqual([width, false]);
        await closed(page);
      }
    },
  );
});
