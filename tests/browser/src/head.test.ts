import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { openMenu, openPage, untilSettled } from './open-page.ts';

const found = chromiumForTests();
const [NARROW, MOST_HIGH_PX] = [360, 120];
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterAll(() => region?.stop());

const button = (page: Page) => page.locator('.menu-button');
const pages = (page: Page) => page.locator('.top nav');
const hasFocus = (page: Page, selector: string): Promise<boolean> =>
  page.evaluate((one) => document.activeElement?.matches(one) === true, selector);
const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** As somebody does who has no mouse; gives up where it is not come to. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(page, selector)) return;
  }
  throw new Error(`${selector} is not come to by keyboard`);
}

describe.skipIf('unavailable' in found)('the head of a page on a phone', () => {
  it('leaves the screen to the numbers and says which page this is, in every language', async () => {
    const { page } = await openPage(region, { width: NARROW });
    for (const path of ['/', '/own', '/quality']) {
      await page.goto(`${region.origin}${path}`);
      await untilSettled(page);
      for (const language of ['en', 'sq', 'sr-Latn', 'sr-Cyrl', 'mk', 'bs', 'cnr']) {
        await openMenu(page);
        await page.locator('.choices select').first().selectOption(language);
        await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
        await page.keyboard.press('Escape');
        await pages(page).waitFor({ state: 'hidden' });
        const height = await page.locator('.top').evaluate((one) => one.getBoundingClientRect().height);
        expect([language, path, height <= MOST_HIGH_PX, height]).toEqual([language, path, true, height]);
        const here = (await page.locator('.top nav a[aria-current]').textContent()) ?? '';
        expect(here).not.toBe('');
        expect(await button(page).textContent()).toContain(here);
      }
    }
    await page.context().close();
  });

  it('opens by keyboard over the page, which stays where it is, and has nothing that axe finds, in light and dark', async () => {
    const { page } = await openPage(region, { width: NARROW });
    const title = () => page.locator('h1').evaluate((one) => one.getBoundingClientRect().top);
    const before = await title();
    await expectNoViolations(page, 'light', 'dark');
    await tabTo(page, '.menu-button');
    expect(await pages(page).isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    await pages(page).waitFor();
    expect(await button(page).getAttribute('aria-expanded')).toBe('true');
    expect(await title()).toBe(before);
    for (const one of ['.choices', '.own-open', '.account', '.top nav'])
      expect([one, await page.locator(one).isVisible()]).toEqual([one, true]);
    await expectNoViolations(page, 'light', 'dark');
    await page.keyboard.press('Escape');
    await pages(page).waitFor({ state: 'hidden' });
    expect(await hasFocus(page, '.menu-button[aria-expanded=false]')).toBe(true);
    await page.context().close();
  });

  it('leads to another page and is closed there, with the keyboard on the name of that page', async () => {
    const { page } = await openPage(region, { width: NARROW });
    await tabTo(page, '.menu-button');
    await page.keyboard.press('Enter');
    await tabTo(page, '.top nav a[href="/trends"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${region.origin}/trends**`);
    await pages(page).waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(page, '.menu-button')).toBe(true);
    expect(await button(page).textContent()).toContain('Trends');
    // The page that one is on already closes it as well.
    await page.keyboard.press('Enter');
    await tabTo(page, '.top nav a[href="/trends"]');
    await page.keyboard.press('Enter');
    await pages(page).waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(page, '.menu-button')).toBe(true);
    await page.context().close();
  });

  it('is closed when the keyboard leaves it, or something else is pressed: nothing stands under it unseen', async () => {
    const { page } = await openPage(region, { width: NARROW });
    await openMenu(page);
    await tabTo(page, '.top nav a[href="/bulletins"]');
    await page.keyboard.press('Tab');
    await pages(page).waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(page, '.strip *, main *, main')).toBe(true);
    await page.evaluate(() => scrollTo(0, 0));
    await openMenu(page);
    await page.locator('.product strong').click();
    await pages(page).waitFor({ state: 'hidden' });
    await page.context().close();
  });

  it('keeps what a dialog was opened from until that is closed, and lets a language be chosen', async () => {
    const { page } = await openPage(region, { width: NARROW });
    await openMenu(page);
    await page.locator('.own-open button').click();
    const dialog = page.locator('dialog.own');
    await dialog.locator('form').last().waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await hasFocus(page, '.own-open button')).toBe(true);
    await page.locator('.choices select').first().selectOption('sq');
    await page.waitForFunction(() => document.documentElement.lang === 'sq');
    expect(await button(page).textContent()).toContain('Pasqyra');
    await page.locator('.account button').click();
    await page.locator('button[name=logout]').click();
    await page.waitForURL(`${region.origin}/`);
    await page.context().close();
  });

  it('has room for letters twice as large, and for half the width', async () => {
    for (const [width, size] of [
      [NARROW, '200%'],
      [NARROW / 2, '100%'],
    ] as const) {
      const { page } = await openPage(region, { width });
      await page.evaluate((large) => {
        document.documentElement.style.fontSize = large;
      }, size);
      await openMenu(page);
      const outside = await page.locator('.top a, .top button, .top select').evaluateAll((all) =>
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

it.skipIf('unavailable' in found)('a wide screen shows all of its head, and no button', async () => {
  const { page } = await openPage(region);
  expect(await button(page).isVisible()).toBe(false);
  for (const one of ['.choices', '.own-open', '.account', '.top nav', '.tagline'])
    expect([one, await page.locator(one).isVisible()]).toEqual([one, true]);
  expect(await scrollsSideways(page)).toBe(false);
  await page.context().close();
});
