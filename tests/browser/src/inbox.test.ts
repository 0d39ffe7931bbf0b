import { chromiumForTests } from '@waylight/testing';
import { SHORT_EXAMPLE_MONTHS } from '@waylight/tests-region/trial';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNarrow, expectNoViolations } from './expect-accessible.ts';
import { watchFromOverview } from './journeys.ts';
import { planWithoutLastMonth, releaseLastMonth } from './last-month-release.ts';
import { monthInWords } from './months.ts';
import { openMenu, openPage, untilSettled } from './open-page.ts';
import { tabTo } from './table-steps.ts';

const found = chromiumForTests();
const SERIES = /Montenegro.* – Reported incidents by border segment, monthly/;
let region: BrowserRegion;

beforeAll(async () => {
  if (!('program' in found)) return;
  const options = { plan: planWithoutLastMonth(), months: SHORT_EXAMPLE_MONTHS };
  region = await startBrowserRegion(found.program, options);
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

const inboxLink = (page: Page) => page.locator('header a[href="/inbox"]');
/** Number of unread items in the header. */
const unreadCount = async (page: Page): Promise<number> =>
  Number(/^Waiting for you \((\d+)\)$/.exec((await inboxLink(page).textContent()) ?? '')?.[1]);
const panel = (page: Page, title: string) =>
  page.locator('section.panel', { has: page.getByRole('heading', { name: title, exact: true }) });

async function expectNarrowInbox(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 900 });
  await openMenu(page);
  await expectNarrow(page, '/inbox');
  await page.keyboard.press('Escape');
}

describe.skipIf('unavailable' in found)('a watch', () => {
  it('takes three clicks from the overview, and a release adds its change to the inbox', {
    timeout: 360_000,
  }, async () => {
    const { page, untilListening } = await openPage(region);
    const before = await unreadCount(page);
    await untilListening();
    const watch = await watchFromOverview(page, 'Montenegro → Serbia');
    await expectNoViolations(page, 'light', 'dark');
    // The same button ends the watch.
    await watch.getByRole('button', { name: 'Stop watching' }).press('Enter');
    await watch
      .getByRole('button', { name: 'Watch: Montenegro → Serbia, monthly', exact: true })
      .press('Enter');
    await watch.getByRole('link', { name: 'Waiting for you' }).click();
    await panel(page, 'Your watches').getByText(SERIES).waitFor();
    await untilSettled(page);
    await releaseLastMonth(region);
    const item = page.locator('main .panel li', { hasText: monthInWords(region.months.lastMonth) });
    await item.getByText('A country counted in it sent no activity report.').waitFor({ timeout: 180_000 });
    // A quarter may be released with the month, and then waits for approvals.
    const unread = await unreadCount(page);
    expect(unread).toBeGreaterThan(before);
    await expectNoViolations(page, 'light', 'dark');
    await expectNarrowInbox(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    // One click opens the release of the number.
    await item.getByRole('link', { name: SERIES }).click();
    await page.waitForURL(`**/releases/segment-month.${region.months.lastMonth}.partners`);
    await page.goBack();
    await tabTo(page, item.getByRole('button', { name: 'Mark as read' }));
    await page.keyboard.press('Enter');
    await item.waitFor({ state: 'detached' });
    await expect.poll(() => unreadCount(page)).toBe(unread - 1);
    await page.getByRole('button', { name: /^Stop watching .*Montenegro/ }).click();
    await page.getByText('You are not watching any number.').waitFor();
  });
});

describe.skipIf('unavailable' in found)('messages', () => {
  it('show a secret once and the reason of a failure, and can be deleted', async () => {
    const { page } = await openPage(region);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const at = '2026-10-01T10:00:00Z';
    const delivery = {
      mail: { address: 'a@member.example', language: 'en', failure: { reason: 'rejected', at } },
      mailDomains: ['member.example'],
      webhookHosts: ['hooks.example.org'],
    };
    await page.route('**/v1/delivery', (route) => route.fulfill({ json: delivery }));
    await page.route('**/v1/delivery/webhook', (route) =>
      route.fulfill({ json: { url: 'https://hooks.example.org/', secret: 'whsec_c2VjcmV0' } }),
    );
    await inboxLink(page).click();
    const messages = panel(page, 'Messages');
    await messages.getByText('The last message was given up on').waitFor();
    expect(await messages.textContent()).toContain('The server rejected it.');
    await messages.getByLabel('Webhook').fill('https://hooks.example.org/');
    await messages.getByRole('button', { name: 'Save' }).last().click();
    await messages.getByText('whsec_c2VjcmV0').waitFor();
    await messages.getByRole('button', { name: 'Copy the secret' }).click();
    await messages.getByText('Copied.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('whsec_c2VjcmV0');
    await expectNoViolations(page, 'light', 'dark');
    await expectNarrowInbox(page);
    await messages.getByRole('button', { name: 'Delete my watches and messages' }).click();
    const deletion = page.waitForRequest(
      (one) => one.method() === 'DELETE' && one.url().endsWith('/v1/watches'),
    );
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await deletion;
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await messages.getByText('whsec_').count()).toBe(0);
  });
});

describe.skipIf('unavailable' in found)('the inbox', () => {
  it('is empty without watches and approvals', async () => {
    const { page } = await openPage(region, { account: 'SIM-MK-1', path: '/inbox' });
    await page.getByText('Nothing is waiting for you.').waitFor();
    expect(await unreadCount(page)).toBe(0);
  });

  it('is fetched again when the window gets the focus, and never by a timer', async () => {
    const { page: first } = await openPage(region);
    const page = await first.context().newPage();
    const fetched: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/inbox')) fetched.push(request.url());
    });
    await page.clock.install();
    await page.goto(region.origin);
    await page.locator('header a[href="/inbox"]', { hasText: '(' }).waitFor();
    await page.clock.fastForward('08:00:00');
    await page.evaluate(() => fetch('/v1/session').then(() => undefined));
    expect(fetched).toHaveLength(1);
    const again = page.waitForRequest('**/v1/inbox');
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await again;
  });

  it('is hidden from readers without an organisation, and is not fetched for them', async () => {
    const { page, requests } = await openPage(region, { account: 'public', path: '/inbox' });
    expect(await inboxLink(page).count()).toBe(0);
    await page.getByText('Sign in').first().waitFor();
    expect(requests.filter((url) => /\/v1\/(?:inbox|watches|delivery)/.test(url))).toEqual([]);
  });
});
