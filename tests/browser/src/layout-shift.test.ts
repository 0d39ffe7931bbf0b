import { chromiumForTests } from '@waylight/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, closePages, START_MS, startBrowserRegion } from './browser-region.ts';
import { layoutShift } from './first-load.ts';
import { openPage, untilDrawn, untilSettled } from './open-page.ts';

const found = chromiumForTests();
const MAX_LAYOUT_SHIFT = 0.05;
/** High enough for all panels, because browsers do not count layout shifts outside the window. */
const WINDOW = { width: 1280, height: 2400 };
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterEach(() => closePages(region));
afterAll(() => region?.stop());

describe.skipIf('unavailable' in found)('the first load', () => {
  it.each([
    { path: '/record', last: 'by=cause', others: ['by=sourceQuality', 'by=country%2Carea'] },
    { path: '/releases', last: '/v1/approvals', others: ['/v1/releases', '/v1/release-plan'] },
  ])('of $path does not shift if an upper panel loads last', async ({ path, last, others }) => {
    const { page } = await openPage(region, { context: { viewport: WINDOW } });
    const release = Promise.withResolvers<void>();
    await page.route(
      ({ href }) => href.includes(last),
      async (route) => {
        await release.promise;
        await route.continue();
      },
    );
    const arrivals = [
      page.waitForRequest((request) => request.url().includes(last)),
      ...others.map((part) => page.waitForResponse((response) => response.url().includes(part))),
    ];
    await page.goto(`${region.origin}${path}`);
    await Promise.all(arrivals);
    await untilDrawn(page);
    release.resolve();
    await untilSettled(page);
    expect(await page.locator('main section.panel').count()).toBeGreaterThan(2);
    expect(await layoutShift(page)).toBeLessThan(MAX_LAYOUT_SHIFT);
  });
});
