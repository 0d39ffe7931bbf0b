import type { PageName } from '@waylight/dashboard';
import type { Page, Route } from 'playwright-core';
import type { BrowserRegion } from './browser-region.ts';
import { beginBulletin } from './bulletin-steps.ts';
import { openPage, untilSettled } from './open-page.ts';

const [TRENDS, WAIT_MS] = ['**/v1/trends?*', { timeout: 20_000 }];
export const EVENTS = '**/v1/events';
const SESSION = '**/v1/session';
const ARRIVED = {
  ...{ id: 'country-month.2026-10.partners', table: 'country-month', period: '2026-10' },
  ...{ audience: 'partners', k: 5 },
};

/** State of a view without numbers, or with outdated ones. */
export type StateName = 'empty' | 'loading' | 'offline' | 'error' | 'not-permitted' | 'stale';

const ALL = ['empty', 'loading', 'offline', 'error', 'not-permitted', 'stale'] as const;

type StatePage = {
  /** Path of the page, or a function that finds or creates one. */
  readonly path: string | ((page: Page, region: BrowserRegion) => Promise<string>);
  /** URL pattern of the endpoint that the page waits for. */
  readonly endpoint: string;
  readonly states: readonly StateName[];
  /** The endpoint is requested again when the stream of events opens. The state is visited after that. */
  readonly isRefetched?: true;
};

/** All pages, and kinds of subpages with states of their own. */
export const STATE_PAGES = {
  overview: { path: '/', endpoint: TRENDS, states: ALL },
  trends: { path: '/trends', endpoint: TRENDS, states: ALL },
  border: { path: '/border', endpoint: TRENDS, states: ALL },
  response: { path: '/response', endpoint: TRENDS, states: ALL },
  record: { path: '/record', endpoint: TRENDS, states: ALL },
  releases: { path: '/releases', endpoint: '**/v1/releases', states: ALL },
  release: { path: someRelease, endpoint: '**/v1/releases/*', states: ALL },
  quality: { path: '/quality', endpoint: TRENDS, states: ALL },
  // This page loads the session only, until the reader requests numbers.
  own: {
    ...{ path: '/own', endpoint: SESSION, isRefetched: true },
    states: ['loading', 'offline', 'error', 'not-permitted'],
  },
  bulletins: { path: '/bulletins', endpoint: '**/v1/bulletins', states: ALL },
  inbox: {
    path: '/inbox',
    endpoint: '**/v1/{inbox,watches,delivery}',
    states: ['loading', 'offline', 'error', 'not-permitted'],
  },
  bulletin: { path: someBulletin, endpoint: '**/v1/bulletins/*', states: ALL },
} as const satisfies Readonly<Record<PageName | 'release' | 'bulletin', StatePage>>;

export type StatePageName = keyof typeof STATE_PAGES;

/** Opens a kind of page in each of its states, one after the other, and calls `visit` in each. */
export async function visitStates(
  region: BrowserRegion,
  name: StatePageName,
  visit: (page: Page, state: StateName) => Promise<unknown>,
  isWanted: (state: StateName) => boolean = () => true,
): Promise<void> {
  const { path, endpoint, states, isRefetched }: StatePage = STATE_PAGES[name];
  const { page } = await openPage(region);
  const address = `${region.origin}${typeof path === 'string' ? path : await path(page, region)}`;
  const cookies = await page.context().cookies();
  for (const state of states.filter(isWanted)) {
    const eventsOpen = isRefetched ? page.waitForResponse(EVENTS, WAIT_MS) : undefined;
    await (state === 'stale'
      ? becomeStale(page, address, endpoint)
      : openInState(page, address, { endpoint, state }));
    await eventsOpen;
    // Without a heading, the code of the page is still loading.
    await page.locator('h1').first().waitFor(WAIT_MS);
    const view = page.locator(`.state-${state}`).first();
    await view.waitFor(WAIT_MS);
    if (state !== 'loading')
      await page.waitForFunction(() => document.querySelector('.state-loading') === null);
    // Scrolls in the page, because the actions of Playwright wait for a stable position, which loading parts may change.
    await view.evaluate((one) => one.scrollIntoView({ block: 'nearest' }));
    await visit(page, state);
    if (!(await view.isVisible())) throw new Error(`${name} left the state ${state} during the visit`);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    // One of the states ends the session.
    await page.context().addCookies(cookies);
  }
  await page.context().close();
}

export const RESPONSES: Readonly<Record<Exclude<StateName, 'stale'>, (route: Route) => Promise<void>>> = {
  empty: (route) => route.fulfill({ status: 404, json: { status: 404 } }),
  // Never responds.
  loading: async () => undefined,
  offline: (route) => route.abort(),
  error: (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ status: 500, faultId: '0b7c2f6e-5a52-4d53-9c43-0f6d0a5d3c11' }),
    }),
  'not-permitted': (route) => route.fulfill({ status: 401, json: { status: 401 } }),
};

async function openInState(
  page: Page,
  address: string,
  { endpoint, state }: { readonly endpoint: string; readonly state: Exclude<StateName, 'stale'> },
): Promise<void> {
  if (state === 'not-permitted' && endpoint !== SESSION) await endSession(page);
  await page.route(endpoint, RESPONSES[state]);
  await page.goto(address);
}

/**
 * Simulates a session that ends while a page is open. The first session response is of the member; later responses are of the
 * public, so that the page displays no number of a member.
 */
export async function endSession(page: Page): Promise<void> {
  const asMember = await page.request.get(new URL('/v1/session', page.url()).href);
  let json: unknown = await asMember.json();
  // The previous page requests the session as well, so it is closed first.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await page.route(SESSION, async (route) => {
    await route.fulfill({ json });
    json = { role: 'public', reads: 'public', signIn: true };
  });
}

/** Announces a new release, whose numbers cannot be loaded. */
export async function becomeStale(
  page: Page,
  address: string,
  endpoint: string,
  response = RESPONSES.offline,
): Promise<void> {
  await page.route(EVENTS, (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: `data: ${JSON.stringify(ARRIVED)}\n\n` }),
  );
  await page.goto(address);
  const show = page.locator('[data-notice=news] button.button');
  await show.waitFor(WAIT_MS);
  // The announcement may arrive before the first numbers. Without numbers, a failure is not the state `stale`.
  await untilSettled(page);
  await page.route(endpoint, response);
  await show.click();
}

export async function someRelease(page: Page, { origin }: BrowserRegion): Promise<string> {
  const answer = await page.request.get(`${origin}/v1/releases`);
  const { releases } = (await answer.json()) as { readonly releases: readonly { readonly id: string }[] };
  const newest = releases.findLast(({ id }) => id.startsWith('country-month.'));
  return `/releases/${newest?.id ?? ''}`;
}

async function someBulletin(page: Page, { origin }: BrowserRegion): Promise<string> {
  await page.goto(`${origin}/bulletins`);
  return `/bulletins/${await beginBulletin(page, 'Every state')}`;
}
