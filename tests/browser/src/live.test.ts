import { chromiumForTests } from '@waylight/testing';
import { SHORT_EXAMPLE_MONTHS } from '@waylight/tests-region/trial';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { planWithoutLastMonth, releaseLastMonth } from './last-month-release.ts';
import { openPage, untilSettled } from './open-page.ts';

const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if (!('program' in found)) return;
  const options = { plan: planWithoutLastMonth(), months: SHORT_EXAMPLE_MONTHS };
  region = await startBrowserRegion(found.program, options);
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

/** Waits until pages are stored for offline use. */
async function untilStored(page: Page): Promise<void> {
  // Polls, because waitForFunction accepts a promise as true.
  await expect.poll(() => page.evaluate(arePagesCached), { timeout: 20_000 }).toBe(true);
}

/** Runs in the page. True if the service worker has cached the page and all files that it loaded. */
async function arePagesCached(): Promise<boolean> {
  const cache = await caches.open('waylight-pages-1');
  const urls = new Set((await cache.keys()).map(({ url }) => url));
  const loaded = performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.includes('/assets/'));
  return (
    navigator.serviceWorker.controller !== null &&
    [`${location.origin}/`, ...loaded].every((url) => urls.has(url))
  );
}

describe.skipIf('unavailable' in found)('a new release', () => {
  it('is announced in a notice, and changes no number until the reader clicks “Show”', async () => {
    const { page, requests, complaints, untilListening } = await openPage(region, { keepsPages: true });
    await untilListening();
    const before = await page.locator('main').textContent();
    const trendRequests = requests.filter((url) => url.includes('/v1/trends')).length;
    const stamp = (await page.locator('.stamp .id').textContent()) ?? '';
    const id = `region-month.${region.months.lastMonth}.partners`;
    await releaseLastMonth(region);
    expect(stamp).not.toContain(id);
    const notice = page.locator('[data-notice=news]');
    await notice.waitFor({ timeout: 90_000 });
    // A page that reconnects while insights stops gets a 503 and retries later, so it can miss the event of the release.
    const wasUnavailable = complaints.some((text) => text.includes('503'));
    expect(await notice.textContent()).toMatch(
      wasUnavailable ? /new releases? .*available|There may be newer numbers/ : /new releases? .*available/,
    );
    expect(await page.locator('main').textContent()).toBe(before);
    expect(requests.filter((url) => url.includes('/v1/trends')).length).toBe(trendRequests);
    await expectNoViolations(page);
    await notice.getByRole('button', { name: 'Show' }).click();
    await page.getByText(`Release ${id}`).first().waitFor({ timeout: 20_000 });
    await notice.waitFor({ state: 'detached' });
    // The region restarts meanwhile, so the page and its service worker may fail to connect.
    const restartErrors = /ERR_CONNECTION_REFUSED|status of 503|when fetching the script/;
    expect(complaints.filter((text) => !restartErrors.test(text))).toEqual([]);
  });
});

describe.skipIf('unavailable' in found)('without a connection', () => {
  it('a page opens without numbers, and shows them once reconnected', async () => {
    const { page } = await openPage(region, { keepsPages: true });
    await untilStored(page);
    const findings = await page.locator('[data-part=findings]').first().textContent();
    await page.context().setOffline(true);
    await page.reload();
    const banner = page.locator('[data-notice=offline]');
    await banner.waitFor({ timeout: 20_000 });
    const state = page.locator('.state-offline').first();
    await state.waitFor({ timeout: 20_000 });
    expect(await state.locator('button').count()).toBe(1);
    expect(await page.locator('main .number').count()).toBe(0);
    await expectNoViolations(page);
    await page.context().setOffline(false);
    await banner.waitFor({ state: 'detached', timeout: 30_000 });
    await page.locator('[data-part=findings] > li').first().waitFor({ timeout: 30_000 });
    expect(await page.locator('[data-part=findings]').first().textContent()).toBe(findings);
  });

  it('an open page shows a banner and keeps its content', async () => {
    const { page, untilListening } = await openPage(region, { keepsPages: true });
    await untilListening();
    await page.context().setOffline(true);
    await page.locator('[data-notice=offline]').waitFor({ timeout: 20_000 });
    expect(await page.locator('[data-part=findings] > li').count()).toBeGreaterThan(0);
    await page.context().setOffline(false);
    await page.locator('[data-notice=offline]').waitFor({ state: 'detached', timeout: 30_000 });
  });

  it('only files of the build and one page are stored', async () => {
    const { page } = await openPage(region, { keepsPages: true });
    await untilStored(page);
    const urls = await page.evaluate(async () => {
      const names = await caches.keys();
      const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return all.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(urls.filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([]);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  it('the data of a session goes with it', async () => {
    const { page } = await openPage(region, { keepsPages: true });
    await untilSettled(page);
    expect(await page.locator('main').textContent()).toContain('.partners');
    await page.context().clearCookies();
    // As another tab does after a sign-out.
    await page.evaluate(() => new BroadcastChannel('waylight-session').postMessage('changed'));
    await page.waitForFunction(
      () => document.querySelector('main')?.textContent.includes('.partners') === false,
    );
  });
});
