import { chromiumForTests } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { STATE_PAGES, type StatePageName, visitStates } from './states.ts';

const found = chromiumForTests();
const NAMES = Object.keys(STATE_PAGES) as readonly StatePageName[];
let region: BrowserRegion;

// A page that failed asks again three times before it says so: another page is looked at meanwhile.
vi.setConfig({ maxConcurrency: 2 });

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('without its numbers', { timeout: 240_000 }, () => {
  it.concurrent.each(NAMES)('the page %s says why and what to do next, in each state', async (name) => {
    const seen: string[] = [];
    await visitStates(region, name, async (page, state) => {
      const says = await page.locator(`.state-${state}`).first().locator('p').allTextContents();
      expect([name, state, says.filter((text) => text.trim() !== '').length > 1]).toEqual([
        name,
        state,
        true,
      ]);
      // One next step at most, and none to where one is.
      const ways = page.locator(`.state-${state}`).first().locator('a, button');
      expect([name, state, (await ways.count()) <= 1]).toEqual([name, state, true]);
      const at = await page.evaluate(() => location.pathname);
      for (const way of await ways.all())
        expect([name, state, await way.getAttribute('href')]).not.toEqual([name, state, at]);
      await expectNoViolations(page);
      seen.push(state);
    });
    expect(seen).toEqual(STATE_PAGES[name].states);
  });
});
