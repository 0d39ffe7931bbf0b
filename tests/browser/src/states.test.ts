import { chromiumForTests } from '@waylight/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { openPage, untilSettled } from './open-page.ts';
import { becomeStale, EVENTS, endSession, RESPONSES } from './states.ts';
import { tabTo, textOf } from './table-steps.ts';

const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('without its data', { timeout: 240_000 }, () => {
  it('a page shows an error until a request succeeds, and not as loading during automatic retries', async () => {
    const { page } = await openPage(region);
    const [eventsOpen, sessionRequests] = [Promise.withResolvers<void>(), [] as string[]];
    await page.route(EVENTS, async (route) => {
      await eventsOpen.promise;
      await route.continue();
    });
    await page.route('**/v1/session', async (route) => {
      sessionRequests.push(route.request().url());
      await RESPONSES.error(route);
    });
    await page.goto(`${region.origin}/own`);
    await page.locator('.state-error').waitFor({ timeout: 20_000 });
    await page.evaluate(watchLoading);
    const before = sessionRequests.length;
    // When the stream of events opens, the page requests the session again, with two retries.
    eventsOpen.resolve();
    await expect.poll(() => sessionRequests.length, { timeout: 20_000 }).toBe(before + 3);
    await page.locator('.state-error').waitFor();
    expect(await page.evaluate(hasLoaded)).toBe(false);
    // A manual retry is displayed as loading.
    await page.route('**/v1/session', RESPONSES.loading);
    await page.locator('.state-error button').click();
    await page.locator('.state-loading').waitFor();
  });

  it('a page of a trial shows the load of its example data, and then requests its numbers again', async () => {
    const { page, requests } = await openPage(region);
    const trendRequests = () => requests.filter((url) => url.includes('/v1/trends')).length;
    let example: object | undefined = { weeks: 24, ofWeeks: 66, secondsLeft: 12 };
    await page.route('**/v1/status', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ json: { ...(await response.json()), example } });
    });
    await page.reload();
    await untilSettled(page);
    const notice = page.locator('[data-notice=example]');
    expect(await notice.textContent()).toBe(
      'The example data is loading: 24 of 66 weeks, about 12 s left. Until then numbers are incomplete.',
    );
    await expectNoViolations(page);
    const before = trendRequests();
    example = undefined;
    await notice.waitFor({ state: 'detached' });
    await expect.poll(trendRequests).toBeGreaterThan(before);
  });

  it.each([
    [
      'releases',
      '**/v1/releases',
      'No numbers have been released to member organisations yet',
      'dates of the next releases are above',
    ],
    ['bulletins', '**/v1/bulletins', 'No frozen bulletins for you yet.', 'The newest numbers', '/'],
    [
      'record',
      '**/v1/trends?*',
      'does not mean that nobody died or went missing',
      'published sources are imported',
    ],
  ])(
    'the page %s explains that it is empty, and has the next step',
    async (name, endpoint, reason, next, link?: string) => {
      const { page } = await openPage(region);
      await page.route(endpoint, RESPONSES.empty);
      await page.goto(`${region.origin}/${name}`);
      const state = page.locator('.state-empty').first();
      await state.waitFor();
      expect(await state.locator('.state-says').textContent()).toContain(reason);
      expect(await state.locator('p').nth(1).textContent()).toContain(next);
      const links = await state.locator('a').all();
      expect(await Promise.all(links.map((one) => one.getAttribute('href')))).toEqual(
        link === undefined ? [] : [link],
      );
      await page.context().close();
    },
  );

  it('the page of bulletins names bulletins in its states loading and error', async () => {
    const { page } = await openPage(region);
    for (const [state, message] of [
      ['loading', 'Loading bulletins.'],
      ['error', 'The bulletins could not be loaded.'],
    ] as const) {
      await page.route('**/v1/bulletins', RESPONSES[state]);
      await page.goto(`${region.origin}/bulletins`);
      await page.locator(`.state-${state}`, { hasText: message }).waitFor({ timeout: 20_000 });
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  });

  it.each([
    ['public', '/border', 'No table with these numbers is released to you', 'Sign in to read'],
    ['public', '/releases/country-month.2099-01.partners', 'not available to you', 'Sign in'],
    ['public', '/bulletins/none', 'no bulletin here that you may read', 'Sign in'],
    ['public', '/own', 'for analysts of organisations', 'Sign in with the account'],
    ['SIM-MK-1', '/bulletins/new', 'Only analysts of member organisations', 'under “Bulletins”'],
    ['MYLA', '/releases/country-month.2099-01.partners', 'not available to you', 'See “Releases”'],
    ['MYLA', '/border?period=year', 'No table with these numbers is released to you', 'See “Releases”'],
    ['MYLA', '/trends?from=2099-01', 'exclude all numbers', 'show all'],
  ])('shows %s at %s the reason and the next step', async (account, path, reason, next) => {
    const { page } = await openPage(region, { account, path });
    const state = page.locator('.state').first();
    expect(await state.locator('.state-says').textContent()).toContain(reason);
    expect(await state.locator('p').nth(1).textContent()).toContain(next);
    // Each state has one link or button.
    expect(await state.locator('a, button').count()).toBe(1);
    // A missing release has no stamp.
    if (path.startsWith('/releases/')) expect(await page.locator('.stamp').count()).toBe(0);
  });

  it('names the part of a page that has no numbers for this reader', async () => {
    const { page } = await openPage(region, { account: 'authority', path: '/quality' });
    expect(await page.locator('.state h2').allTextContents()).toEqual(['Late reports and corrections']);
  });

  it('the public gets the date of the next release if there are no numbers', async () => {
    const { page } = await openPage(region, { account: 'public' });
    const next = { period: '2026-Q4', day: '2027-02-12', needsApproval: true };
    await page.route('**/v1/releases', (route) => route.fulfill({ json: { releases: [], next } }));
    await page.goto(`${region.origin}/releases`);
    const state = page.locator('.state-empty', {
      hasText: 'No numbers have been released to the public yet',
    });
    await state.getByText('12.02.2027').waitFor();
    expect(await state.textContent()).toContain(
      'due on 12.02.2027 at the earliest, after approval by all member',
    );
  });

  it('an ended session and an account without access have different messages', async () => {
    const { page } = await openPage(region);
    for (const [status, message, linkCount, account] of [
      [403, 'Your account has no access to this page.', 0, 'Macedonian Young Lawyers Association'],
      [401, 'Your session has ended.', 1, 'Public access'],
    ] as const) {
      if (status === 401) await endSession(page);
      await page.route('**/v1/releases', (route) => route.fulfill({ status, json: { status } }));
      await page.goto(`${region.origin}/releases`);
      const state = page.locator('.state-not-permitted').first();
      await state.waitFor();
      await expect.poll(() => state.locator('.state-says').textContent()).toBe(message);
      await expect.poll(() => state.locator('a').count()).toBe(linkCount);
      // After the end of the session, the header no longer names the account.
      await page.locator('[data-part=account]', { hasText: account }).waitFor();
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
  });

  it('a page warns once that newer numbers cannot be loaded, until they are', async () => {
    const { page } = await openPage(region);
    await becomeStale(page, `${region.origin}/record`, '**/v1/trends?*');
    const state = page.locator('.state-stale');
    await state.first().waitFor({ timeout: 20_000 });
    await untilSettled(page);
    expect(await state.count()).toBe(1);
    await page.unroute('**/v1/trends?*');
    await state.locator('button').click();
    await state.waitFor({ state: 'detached' });
  });

  it('numbers of an ended session are removed when a newer release cannot be loaded', async () => {
    const { page } = await openPage(region);
    await becomeStale(page, `${region.origin}/releases`, '**/v1/releases', async (route) => {
      await page.context().clearCookies();
      // The stream of events does not report the end of the session.
      await page.route(EVENTS, RESPONSES.loading);
      await RESPONSES['not-permitted'](route);
    });
    await page.locator('[data-part=account]', { hasText: 'Public access' }).waitFor({ timeout: 20_000 });
    await page.locator('.state-not-permitted').first().waitFor();
    // Neither releases nor upcoming releases for members are displayed.
    expect(await page.locator('#list, #upcoming').count()).toBe(0);
  });
});

it.skipIf('unavailable' in found)('an unknown URL shows a message and a link', async () => {
  const { page } = await openPage(region, { account: 'public', path: '/nothing-here?lang=sq' });
  const answer = await page.reload();
  expect([answer?.status(), await textOf(page.locator('h1'))]).toEqual([404, 'Faqja nuk u gjet']);
  await tabTo(page, page.locator('main .state a'));
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(`${region.origin}/nothing-here/at/all`);
  await expectNoViolations(page);
});

it.skipIf('unavailable' in found)(
  'after an upgrade, a page whose file is gone is loaded anew, once',
  async () => {
    const { page } = await openPage(region);
    let loads = 0;
    page.on('request', (request) => {
      if (request.isNavigationRequest()) loads += 1;
    });
    const goneUntil = (load: number) =>
      page.route('**/assets/page-*.js', (route) =>
        loads < load ? route.fulfill({ status: 404 }) : route.continue(),
      );
    await goneUntil(1);
    await page.locator('header nav a[href="/quality"]').click();
    await page.locator('h1', { hasText: 'Data quality' }).waitFor();
    expect(loads).toBe(1);
    // With another cause than an upgrade it does not help.
    await goneUntil(Number.POSITIVE_INFINITY);
    await page.goto(`${region.origin}/releases`);
    await page.getByText('This part of the page has failed.').waitFor();
    expect(loads).toBe(2);
    // A server that does not answer has no page to load.
    await page.goto(`${region.origin}/`);
    await page.route(`${region.origin}/`, (route) => route.abort());
    await page.locator('header nav a[href="/quality"]').click();
    await page.getByText('This part of the page has failed.').waitFor();
    expect(loads).toBe(3);
    await page.context().close();
  },
);

/** Runs in the page. Records from now on if anything is displayed as loading. */
function watchLoading(): void {
  Object.assign(globalThis, { hasLoaded: false });
  new MutationObserver(() => {
    if (document.querySelector('.state-loading') !== null) Object.assign(globalThis, { hasLoaded: true });
  }).observe(document.body, { childList: true, subtree: true });
}

const hasLoaded = (): boolean => Reflect.get(globalThis, 'hasLoaded') === true;
