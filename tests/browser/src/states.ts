import type { Page, Route } from 'playwright-core';
import type { BrowserRegion } from './browser-region.ts';
import { openPage } from './open-page.ts';

const TRENDS = '**/v1/trends?*';
const ARRIVED = {
  ...{ id: 'country-month.2026-10.partners', table: 'country-month', period: '2026-10' },
  ...{ audience: 'partners', k: 5 },
};

/** The overview in each state that a view can be in, as a reader comes to see it; each waits until it is there. */
export const STATES = {
  empty: async (region) => {
    const { page } = await openPage(region, { account: 'public' });
    return shown(page, 'empty');
  },
  loading: async (region) => {
    const { page } = await openPage(region);
    // Never answered, for as long as anybody looks.
    await page.route(TRENDS, () => undefined);
    await page.reload();
    return shown(page, 'loading');
  },
  offline: (region) => withAnswer(region, 'offline', (route) => route.abort()),
  error: (region) =>
    withAnswer(region, 'error', (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/problem+json',
        body: JSON.stringify({ status: 500, faultId: '0b7c2f6e-5a52-4d53-9c43-0f6d0a5d3c11' }),
      }),
    ),
  'not-permitted': (region) =>
    withAnswer(region, 'not-permitted', (route) => route.fulfill({ status: 401, json: { status: 401 } })),
  stale: async (region) => {
    const { page } = await openPage(region);
    // A release arrives; when the reader asks for it, the numbers cannot be had.
    await page.route('**/v1/events', (route) =>
      route.fulfill({ contentType: 'text/event-stream', body: `data: ${JSON.stringify(ARRIVED)}\n\n` }),
    );
    await page.reload();
    const show = page.locator('.live-news button.button');
    await show.waitFor({ timeout: 20_000 });
    await page.route(TRENDS, (route) => route.abort());
    await show.click();
    return shown(page, 'stale');
  },
} as const satisfies Readonly<Record<string, (region: BrowserRegion) => Promise<Page>>>;

async function withAnswer(
  region: BrowserRegion,
  state: string,
  answer: (route: Route) => Promise<void>,
): Promise<Page> {
  const { page } = await openPage(region);
  await page.route(TRENDS, answer);
  await page.reload();
  return shown(page, state);
}

async function shown(page: Page, state: string): Promise<Page> {
  await page.waitForSelector(`.state-${state}`, { timeout: 20_000 });
  return page;
}
