import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { openMenu, openPage, untilSettled } from './open-page.ts';

const found = chromiumForTests();
const [NARROW, MAX_HEIGHT_PX] = [360, 120];
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

const button = (page: Page) => page.locator('header button[aria-expanded]');
const navigation = (page: Page) => page.locator('header nav');
const hasFocus = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((one) => document.activeElement?.matches(one) === true, selector);
const scrollsHorizontally = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** Presses Tab until an element has the focus. Throws if it does not get it. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(page, selector)) return;
  }
  throw new Error(`${selector} cannot be reached by keyboard`);
}

describe.skipIf('unavailable' in found)('the header of a page on a phone', () => {
  it('is low and names the page, in every language', async () => {
    const { page } = await openPage(region, { width: NARROW });
    for (const path of ['/', '/own', '/quality']) {
      await page.goto(`${region.origin}${path}`);
      await untilSettled(page);
      for (const language of ['en', 'sq', 'sr-Latn', 'sr-Cyrl', 'mk', 'bs', 'cnr']) {
        await openMenu(page);
        await page.locator('header select').first().selectOption(language);
        await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
        await page.keyboard.press('Escape');
        await navigation(page).waitFor({ state: 'hidden' });
        const height = await page
          .locator('#app > header')
          .evaluate((one) => one.getBoundingClientRect().height);
        expect([language, path, height <= MAX_HEIGHT_PX, height]).toEqual([language, path, true, height]);
        const overflow = await button(page).evaluate((one) => one.scrollWidth - one.clientWidth);
        expect([language, path, overflow]).toEqual([language, path, 0]);
        const current = (await page.locator('header nav a[aria-current]').textContent()) ?? '';
        expect(current).not.toBe('');
        expect(await button(page).textContent()).toContain(current);
      }
    }
  });

  it('opens by keyboard without moving the page, and has no axe violations in light and dark', async () => {
    const { page } = await openPage(region, { width: NARROW });
    const title = () => page.locator('h1').evaluate((one) => one.getBoundingClientRect().top);
    const before = await title();
    await expectNoViolations(page, 'light', 'dark');
    await tabTo(page, 'header button[aria-expanded]');
    expect(await navigation(page).isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    await navigation(page).waitFor();
    expect(await button(page).getAttribute('aria-expanded')).toBe('true');
    expect(await title()).toBe(before);
    for (const one of [
      'header select',
      'header button[aria-haspopup=dialog]',
      '[data-part=account]',
      'header nav',
    ])
      expect([one, await page.locator(one).first().isVisible()]).toEqual([one, true]);
    await expectNoViolations(page, 'light', 'dark');
    await page.keyboard.press('Escape');
    await navigation(page).waitFor({ state: 'hidden' });
    expect(await hasFocus(page, 'header button[aria-expanded=false]')).toBe(true);
  });

  it('closes on navigation, with the focus on the name of the new page', async () => {
    const { page } = await openPage(region, { width: NARROW });
    await tabTo(page, 'header button[aria-expanded]');
    await page.keyboard.press('Enter');
    await tabTo(page, 'header nav a[href="/trends"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${region.origin}/trends**`);
    await navigation(page).waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(page, 'header button[aria-expanded]')).toBe(true);
    expect(await button(page).textContent()).toContain('Trends');
    // A link to the current page closes it as well.
    await page.keyboard.press('Enter');
    await tabTo(page, 'header nav a[href="/trends"]');
    await page.keyboard.press('Enter');
    await navigation(page).waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(page, 'header button[aria-expanded]')).toBe(true);
  });

  it('closes when the focus leaves it, or on a click outside, so that it covers no focused element', async () => {
    const { page } = await openPage(region, { width: NARROW });
    await openMenu(page);
    await tabTo(page, 'header nav a[href="/bulletins"]');
    await page.keyboard.press('Tab');
    await navigation(page).waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(page, 'aside *, main *, main')).toBe(true);
    await page.evaluate(() => scrollTo(0, 0));
    await openMenu(page);
    await page.locator('header > p strong').click();
    await navigation(page).waitFor({ state: 'hidden' });
  });

  it('stays open while a dialog is open, and has the choice of language', async () => {
    const { page } = await openPage(region, { width: NARROW });
    await openMenu(page);
    await page.locator('header button[aria-haspopup=dialog]').click();
    const dialog = page.locator('dialog[open]');
    await dialog.locator('form').last().waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await hasFocus(page, 'header button[aria-haspopup=dialog]')).toBe(true);
    await page.locator('header select').first().selectOption('sq');
    await page.waitForFunction(() => document.documentElement.lang === 'sq');
    expect(await button(page).textContent()).toContain('Pasqyra');
    await page.locator('[data-part=account] button').click();
    await page.locator('button[name=logout]').click();
    await page.waitForURL(`${region.origin}/`);
  });

  it('fits with text twice as large, and at half the width', async () => {
    for (const [width, size] of [
      [NARROW, '200%'],
      [NARROW / 2, '100%'],
    ] as const) {
      const { page } = await openPage(region, { width });
      await page.evaluate((large) => {
        document.documentElement.style.fontSize = large;
      }, size);
      await openMenu(page);
      const outside = await page.locator('header a, header button, header select').evaluateAll((all) =>
        all
          .map((one) => [one.outerHTML.slice(0, 60), one.getBoundingClientRect()] as const)
          .filter(([, { left, right, height }]) => left < 0 || right > innerWidth || height < 24)
          .map(([html]) => html),
      );
      expect([width, size, outside]).toEqual([width, size, []]);
      await page.context().close();
    }
  });
});

it.skipIf('unavailable' in found)('names the role of an account once', async () => {
  const { page } = await openPage(region, { account: 'operator' });
  expect(await page.locator('[data-part=account] > span').textContent()).toBe('Operator');
});

it.skipIf('unavailable' in found)('a wide screen shows the whole header without a menu button', async () => {
  const { page } = await openPage(region);
  expect(await button(page).isVisible()).toBe(false);
  for (const one of [
    'header select',
    'header button[aria-haspopup=dialog]',
    '[data-part=account]',
    'header nav',
    'header > p span span',
  ])
    expect([one, await page.locator(one).first().isVisible()]).toEqual([one, true]);
  expect(await scrollsHorizontally(page)).toBe(false);
});
