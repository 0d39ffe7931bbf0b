import { ROUTES } from '@waylight/dashboard';
import { chromiumForTests } from '@waylight/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserRegion, START_MS, startBrowserRegion } from './browser-region.ts';
import { expectNarrow, expectNoViolations } from './expect-accessible.ts';
import { openMenu, openPage } from './open-page.ts';

const found = chromiumForTests();
const PATIENT = { timeout: 240_000 };
let region: BrowserRegion;

beforeAll(async () => {
  if ('program' in found) region = await startBrowserRegion(found.program, { shared: true });
}, START_MS);
afterAll(() => region?.stop());

const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

describe.skipIf('unavailable' in found).each(Object.entries(ROUTES))('the page %s', (_name, { path }) => {
  it(
    'has no axe violations in light and dark, no horizontal scrolling and no target under 24 pixels',
    PATIENT,
    async () => {
      const { page } = await openPage(region, { path });
      for (const summary of await page.locator('summary').all()) await summary.click();
      await expectNoViolations(page, 'light', 'dark');
      for (const width of [2560, 360]) {
        await page.setViewportSize({ width, height: 900 });
        // Tables scroll in their own containers. Charts are resized with the next frame.
        await expect.poll(() => scrollsSideways(page), { message: `at ${width} pixels` }).toBe(false);
      }
      for (const fold of await page.locator('main button[aria-controls]').all()) await fold.click();
      await expectNoViolations(page);
      await openMenu(page);
      await expectNarrow(page, path);
      await page.context().close();
    },
  );
});
