import { chromiumForTests } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNoViolations } from './expect-accessible.ts';
import { STATE_PAGES, type StatePageName, visitStates } from './states.ts';

const found = chromiumForTests();
const NAMES = Object.keys(STATE_PAGES) as readonly StatePageName[];
let region: BrowserRegion;

// A page retries a failed request twice before it shows the error. Another page is tested meanwhile.
vi.setConfig({ maxConcurrency: 2 });

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('without its data', { timeout: 240_000 }, () => {
  it.concurrent.each(NAMES)('the page %s shows the reason and the next step in each state', async (name) => {
    const seen: string[] = [];
    await visitStates(region, name, async (page, state) => {
      const texts = await page.locator(`.state-${state}`).first().locator('p').allTextContents();
      expect([name, state, texts.filter((text) => text.trim() !== '').length > 1]).toEqual([
        name,
        state,
        true,
      ]);
      // At most one next step, which is not a link to the same page.
      const actions = page.locator(`.state-${state}`).first().locator('a, button');
      expect([name, state, (await actions.count()) <= 1]).toEqual([name, state, true]);
      const at = await page.evaluate(() => location.pathname);
      for (const action of await actions.all())
        expect([name, state, await action.getAttribute('href')]).not.toEqual([name, state, at]);
      await expectNoViolations(page);
      seen.push(state);
    });
    expect(seen).toEqual(STATE_PAGES[name].states);
  });
});
