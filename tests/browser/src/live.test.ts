import { chromiumForTests } from '@waylight/testing';
import { SHORT_EXAMPLE_MONTHS } from '@waylight/tests-region/trial';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planWithoutLastMonth, releaseLastMonth } from './arriving-release.ts';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { openPage, signIn, untilSettled } from './open-page.ts';

const found = chromiumForTests();
const KEPT = 'waylight-kept-view';
let region: BrowserRegion;

beforeAll(async () => {
  if (!('program' in found)) return;
  const options = { plan: planWithoutLastMonth(), months: SHORT_EXAMPLE_MONTHS };
  region = await startBrowserRegion(found.program, options);
}, START_MS);
afterAll(() => region?.stop());

const keptText = (page: Page): Promise<string | null> =>
  page.evaluate((key) => localStorage.getItem(key), KEPT);

/** Until what was read, and the pages themselves, can be had without a connection. */
async function untilKept(page: Page): Promise<void> {
  await page.waitForFunction((key) => localStorage.getItem(key) !== null, KEPT, { timeout: 20_000 });
  // Not by waitForFunction, which takes a promise for a yes.
  await expect.poll(() => page.evaluate(arePagesKept), { timeout: 20_000 }).toBe(true);
}

/** Runs in the page: whether the worker has it, and everything that it loaded. */
async function arePagesKept(): Promise<boolean> {
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

describe.skipIf('unavailable' in found)('a release that arrives', () => {
  it('when its month is closed, is told of quietly, and changes no number until the reader asks', async () => {
    const { page, requests, complaints, untilListening } = await openPage(region);
    await untilListening();
    const before = await page.locator('main').textContent();
    const asked = requests.filter((url) => url.includes('/v1/trends')).length;
    const stamp = (await page.locator('.stamp .id').textContent()) ?? '';
    const id = `region-month.${region.months.lastMonth}.partners`;
    await releaseLastMonth(region);
    expect(stamp).not.toContain(id);
    const notice = page.locator('.live-news');
    await notice.waitFor({ timeout: 90_000 });
    // Whoever came back while insights was stopping was refused, and asks again later: the release may have come in between.
    const wasRefused = complaints.some((text) => text.includes('503'));
    expect(await notice.textContent()).toMatch(
      wasRefused ? /new releases? .*available|There may be newer numbers/ : /new releases? .*available/,
    );
    expect(await page.locator('main').textContent()).toBe(before);
    expect(requests.filter((url) => url.includes('/v1/trends')).length).toBe(asked);
    await expectNoViolations(page);
    await notice.getByRole('button', { name: 'Show' }).click();
    await page.getByText(`Release ${id}`).first().waitFor({ timeout: 20_000 });
    await notice.waitFor({ state: 'detached' });
    // The region restarts in between: the page and its service worker may fail to connect.
    const absence = /ERR_CONNECTION_REFUSED|status of 503|when fetching the script/;
    expect(complaints.filter((text) => !absence.test(text))).toEqual([]);
    await page.context().close();
  });
});

describe.skipIf('unavailable' in found)('without a connection', () => {
  it('the last view opens again, says of when it is, and goes on when the connection is back', async () => {
    const { page } = await openPage(region);
    await untilKept(page);
    const findings = await page.locator('.findings').first().textContent();
    await page.context().setOffline(true);
    await page.reload();
    const banner = page.locator('.live-offline');
    await banner.waitFor({ timeout: 20_000 });
    await page.locator('.finding').first().waitFor();
    expect(await page.locator('.findings').first().textContent()).toBe(findings);
    expect(await banner.textContent()).toMatch(
      /This page was loaded on \d\d\.\d\d\.\d{4}, \d\d:\d\d\. As of the release for \w+ \d{4}\..*stored on this device/,
    );
    await expectNoViolations(page);
    await page.context().setOffline(false);
    await banner.waitFor({ state: 'detached', timeout: 30_000 });
    await page.locator('.live-news button.button').click();
    await page.locator('.live-news').waitFor({ state: 'detached' });
    expect(await page.locator('.findings').first().textContent()).toBe(findings);
    await page.context().close();
  });

  it('a page that is open says so, and keeps what it shows', async () => {
    const { page, untilListening } = await openPage(region);
    await untilListening();
    await page.context().setOffline(true);
    await page.locator('.live-offline').waitFor({ timeout: 20_000 });
    expect(await page.locator('.finding').count()).toBeGreaterThan(0);
    await page.context().setOffline(false);
    await page.locator('.live-offline').waitFor({ state: 'detached', timeout: 30_000 });
    await page.context().close();
  });

  it('nothing is kept but files of the build, one page, and what was released or is public', async () => {
    const { page } = await openPage(region);
    await untilKept(page);
    const urls = await page.evaluate(async () => {
      const names = await caches.keys();
      const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return all.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(urls.filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([]);
    const kept = JSON.parse((await keptText(page)) ?? '') as { queries: { queryKey: string[] }[] };
    const doors = new Set(kept.queries.map(({ queryKey }) => queryKey[0]));
    expect(
      [...doors].filter(
        (door) =>
          !['trends', 'changes', 'completeness', 'releases', 'release-plan', 'status'].includes(String(door)),
      ),
    ).toEqual([]);
    const session = (await (await page.request.get(`${region.origin}/v1/session`)).json()) as {
      csrfToken: string;
    };
    expect(await keptText(page)).not.toContain(session.csrfToken);
    await page.context().close();
  });

  it('nothing is kept after a sign-out, or for another session', async () => {
    const { page } = await openPage(region);
    await untilKept(page);
    await page.locator('.account button').click();
    await page.locator('button[name=logout]').click();
    await page.waitForURL(`${region.origin}/`);
    await untilSettled(page);
    expect((await keptText(page)) ?? '').not.toContain('partners');
    await signIn(page, region, 'MYLA');
    await page.waitForFunction((key) => localStorage.getItem(key)?.includes('partners'), KEPT);
    // The session is over, and nobody said so to this page.
    await page.context().clearCookies();
    await page.reload();
    await untilSettled(page);
    await page.waitForFunction((key) => localStorage.getItem(key)?.includes('partners') !== true, KEPT);
    await page.context().close();
  });
});
