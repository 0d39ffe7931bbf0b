import { ROUTES } from '@waylight/dashboard';
import { chromiumForTests } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { ACCOUNTS, openPage, untilSettled } from './open-page.ts';

const found = chromiumForTests();
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found).each(Object.values(ACCOUNTS))('the pages of %s', (account) => {
  it('make no request that is refused or fails, and log no error', { timeout: 240_000 }, async () => {
    for (const path of [...Object.values(ROUTES).map(({ path }) => path), '/bulletins/new']) {
      const { page, failures, complaints } = await openPage(region, { account, path });
      // Panels below the first screen load when they become visible.
      for (let before = -1, y = 0; y > before; ) {
        before = y;
        y = await page.evaluate(() => {
          scrollBy(0, innerHeight);
          return scrollY;
        });
        await untilSettled(page);
      }
      expect.soft([path, failures, complaints]).toEqual([path, [], []]);
      await page.context().close();
    }
  });
});
