import { chromiumForTests } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { openPage } from './open-page.ts';
import { ANSWERS, becomeStale, EVENTS, endSession } from './states.ts';
import { tabTo, textOf } from './table-steps.ts';

const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('without its numbers', { timeout: 240_000 }, () => {
  it('a page that failed says so until there is another answer, however often it asks by itself', async () => {
    const { page } = await openPage(region);
    const [opens, asked] = [Promise.withResolvers<void>(), [] as string[]];
    await page.route(EVENTS, async (route) => {
      await opens.promise;
      await route.continue();
    });
    await page.route('**/v1/session', async (route) => {
      asked.push(route.request().url());
      await ANSWERS.error(route);
    });
    await page.goto(`${region.origin}/own`);
    await page.locator('.state-error').waitFor({ timeout: 20_000 });
    await page.evaluate(watchLoading);
    const before = asked.length;
    // When the stream of events opens, who reads is asked anew, three times before it is given up.
    opens.resolve();
    await expect.poll(() => asked.length, { timeout: 20_000 }).toBe(before + 3);
    await page.locator('.state-error').waitFor();
    expect(await page.evaluate(hasLoaded)).toBe(false);
    // Who asks again herself sees that it is asked.
    await page.route('**/v1/session', ANSWERS.loading);
    await page.locator('.state-error button').click();
    await page.locator('.state-loading').waitFor();
    await page.context().close();
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
    'the page %s without what it is about speaks of that, and leads to what there is',
    async (name, door, says, next, way?: string) => {
      const { page } = await openPage(region);
      await page.route(door, ANSWERS.empty);
      await page.goto(`${region.origin}/${name}`);
      const state = page.locator('.state-empty').first();
      await state.waitFor();
      expect(await state.locator('.state-says').textContent()).toContain(says);
      expect(await state.locator('p').nth(1).textContent()).toContain(next);
      const ways = await state.locator('a').all();
      expect(await Promise.all(ways.map((one) => one.getAttribute('href')))).toEqual(
        way === undefined ? [] : [way],
      );
      await page.context().close();
    },
  );

  it('a page of bulletins says of them that they load and cannot be had, and of nothing else', async () => {
    const { page } = await openPage(region);
    for (const [state, says] of [
      ['loading', 'Loading bulletins.'],
      ['error', 'The bulletins could not be loaded.'],
    ] as const) {
      await page.route('**/v1/bulletins', ANSWERS[state]);
      await page.goto(`${region.origin}/bulletins`);
      await page.locator(`.state-${state}`, { hasText: says }).waitFor({ timeout: 20_000 });
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
    await page.context().close();
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
  ])('tells %s at %s the one cause that there is, and the next step', async (account, path, says, next) => {
    const { page } = await openPage(region, { account, path });
    const state = page.locator('.state').first();
    expect(await state.locator('.state-says').textContent()).toContain(says);
    expect(await state.locator('p').nth(1).textContent()).toContain(next);
    // Each can be gone on from.
    expect(await state.locator('a, button').count()).toBe(1);
    // What is not there is as of nothing.
    if (path.startsWith('/releases/')) expect(await page.locator('.stamp').count()).toBe(0);
    await page.context().close();
  });

  it('the public gets the date of the next numbers where there are none', async () => {
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
    await page.context().close();
  });

  it('a session that is over is said to be over, and an account that may not read that it may not', async () => {
    const { page } = await openPage(region);
    for (const [status, says, ways, head] of [
      [403, 'Your account has no access to this page.', 0, 'Macedonian Young Lawyers Association'],
      [401, 'Your session has ended.', 1, 'Public access'],
    ] as const) {
      if (status === 401) await endSession(page);
      await page.route('**/v1/releases', (route) => route.fulfill({ status, json: { status } }));
      await page.goto(`${region.origin}/releases`);
      const state = page.locator('.state-not-permitted').first();
      await state.waitFor();
      await expect.poll(() => state.locator('.state-says').textContent()).toBe(says);
      await expect.poll(() => state.locator('a').count()).toBe(ways);
      // The head names nobody who reads no more.
      await page.locator('.account', { hasText: head }).waitFor();
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
    await page.context().close();
  });

  it('what was read with a session that is over goes from the page, where it is news that cannot be had', async () => {
    const { page } = await openPage(region);
    await becomeStale(page, `${region.origin}/releases`, '**/v1/releases', async (route) => {
      await page.context().clearCookies();
      // The stream of events, which would say it as well, says nothing.
      await page.route(EVENTS, ANSWERS.loading);
      await ANSWERS['not-permitted'](route);
    });
    await page.locator('.account', { hasText: 'Public access' }).waitFor({ timeout: 20_000 });
    await page.locator('.state-not-permitted').first().waitFor();
    // Neither what was released to members nor what comes next for them.
    expect(await page.locator('#list, #upcoming').count()).toBe(0);
    await page.context().close();
  });
});

it.skipIf('unavailable' in found)('an address that is no page says so in words, with a way on', async () => {
  const { page } = await openPage(region, { account: 'public', path: '/nothing-here?lang=sq' });
  const answer = await page.reload();
  expect([answer?.status(), await textOf(page.locator('h1'))]).toEqual([404, 'Nuk ka faqe të tillë']);
  await tabTo(page, page.locator('main .state a'));
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto(`${region.origin}/nothing-here/at/all`);
  await expectNoViolations(page);
  await page.context().close();
});

/** Runs in the page: notes from now on whether anything was said to load. */
function watchLoading(): void {
  Object.assign(globalThis, { hasLoaded: false });
  new MutationObserver(() => {
    if (document.querySelector('.state-loading') !== null) Object.assign(globalThis, { hasLoaded: true });
  }).observe(document.body, { childList: true, subtree: true });
}

const hasLoaded = (): boolean => Reflect.get(globalThis, 'hasLoaded') === true;
