import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromiumForTests } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, startBrowserRegion } from './browser-region.ts';
import { pictureStates, STATE_PAGES, type StatePageName } from './states.ts';

const found = chromiumForTests();
const START_MS = 240_000;
/** Where people look at them afterwards. */
const PICTURES = fileURLToPath(new URL('../../../.waylight/screenshots', import.meta.url));
const NAMES = Object.keys(STATE_PAGES) as readonly StatePageName[];
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program);
}, START_MS);
afterAll(() => region?.stop(), 60_000);

describe.skipIf('unavailable' in found)('without its numbers', { timeout: 120_000 }, () => {
  it.each(NAMES)(
    'the page %s says why and what to do next, in each state, and is pictured so',
    async (name) => {
      const seen: string[] = [];
      let opened: string[] = [];
      await pictureStates(region, name, PICTURES, async (page, state) => {
        if (seen.length === 0) {
          page.on('response', (response) => {
            if (response.url().endsWith('/v1/events')) opened.push(response.url());
          });
          // What was held of the state before is let go between the two.
          page.on('domcontentloaded', () => {
            opened = [];
          });
        }
        const says = await page.locator(`.state-${state}`).first().locator('p').allTextContents();
        expect([name, state, says.filter((text) => text.trim() !== '').length > 1]).toEqual([
          name,
          state,
          true,
        ]);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect([name, state, violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])]).toEqual(
          [...[name, state], []],
        );
        // When it opens, who reads is asked anew, and what waits for it is seen to load.
        if (state !== 'stale') expect([name, state, opened]).toEqual([name, state, []]);
        seen.push(state);
      });
      expect(seen).toEqual(STATE_PAGES[name].states);
    },
  );
});
