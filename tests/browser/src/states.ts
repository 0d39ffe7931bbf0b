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

/** What a view can be in instead of showing numbers, or beside showing them. */
export type StateName = 'empty' | 'loading' | 'offline' | 'error' | 'not-permitted' | 'stale';

const ALL = ['empty', 'loading', 'offline', 'error', 'not-permitted', 'stale'] as const;

type StatePage = {
  /** Of a page that is the same for everybody, or of one that has to be looked for or made. */
  readonly path: string | ((page: Page, region: BrowserRegion) => Promise<string>);
  /** What the page waits for. */
  readonly door: string;
  readonly states: readonly StateName[];
  /** Where the door is asked anew when the stream of events opens: it is pictured after the page has begun to listen. */
  readonly isAskedAnew?: true;
};

/** All pages, and kinds of pages below them that show their states. */
export const STATE_PAGES = {
  overview: { path: '/', door: TRENDS, states: ALL },
  trends: { path: '/trends', door: TRENDS, states: ALL },
  border: { path: '/border', door: TRENDS, states: ALL },
  response: { path: '/response', door: TRENDS, states: ALL },
  record: { path: '/record', door: TRENDS, states: ALL },
  releases: { path: '/releases', door: '**/v1/releases', states: ALL },
  release: { path: someRelease, door: '**/v1/releases/*', states: ALL },
  quality: { path: '/quality', door: TRENDS, states: ALL },
  // It shows no number: what it waits for is who reads, which is asked anew by itself.
  own: {
    ...{ path: '/own', door: SESSION, isAskedAnew: true },
    states: ['loading', 'offline', 'error', 'not-permitted'],
  },
  bulletins: { path: '/bulletins', door: '**/v1/bulletins', states: ALL },
  inbox: { path: '/inbox', door: '**/v1/inbox', states: ['loading', 'offline', 'error', 'not-permitted'] },
  bulletin: { path: someBulletin, door: '**/v1/bulletins/*', states: ALL },
} as const satisfies Readonly<Record<PageName | 'release' | 'bulletin', StatePage>>;

export type StatePageName = keyof typeof STATE_PAGES;

/** Brings a kind of page into each of its states, one after the other, as a reader comes to see it; `look` sees the page while it is so. */
export async function visitStates(
  region: BrowserRegion,
  name: StatePageName,
  look: (page: Page, state: StateName) => Promise<unknown>,
  isWanted: (state: StateName) => boolean = () => true,
): Promise<void> {
  const { path, door, states, isAskedAnew }: StatePage = STATE_PAGES[name];
  // Answers are given here in the place of insights: of what a worker asks for nothing is seen, and pages here are left one after the other
  // while it begins.
  const { page } = await openPage(region, { context: { serviceWorkers: 'block' } });
  const address = `${region.origin}${typeof path === 'string' ? path : await path(page, region)}`;
  const cookies = await page.context().cookies();
  for (const state of states.filter(isWanted)) {
    const listens = isAskedAnew ? page.waitForResponse(EVENTS, WAIT_MS) : undefined;
    await (state === 'stale' ? becomeStale(page, address, door) : answerSo(page, address, { door, state }));
    await listens;
    // Before, it is the page itself that is being loaded.
    await page.locator('h1').first().waitFor(WAIT_MS);
    const view = page.locator(`.state-${state}`).first();
    await view.waitFor(WAIT_MS);
    if (state !== 'loading')
      await page.waitForFunction(() => document.querySelector('.state-loading') === null);
    // Without waiting for it to be still: what one part of a page waits for may come, and its place go, while others wait on.
    await view.evaluate((one) => one.scrollIntoView({ block: 'nearest' }));
    await look(page, state);
    if (!(await view.isVisible())) throw new Error(`${name} left the state ${state} while it was looked at`);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    // One of them is that the session is over.
    await page.context().addCookies(cookies);
  }
  await page.context().close();
}

export const ANSWERS: Readonly<Record<Exclude<StateName, 'stale'>, (route: Route) => Promise<void>>> = {
  empty: (route) => route.fulfill({ status: 404, json: { status: 404 } }),
  // Never answered, for as long as anybody looks.
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

async function answerSo(
  page: Page,
  address: string,
  { door, state }: { readonly door: string; readonly state: Exclude<StateName, 'stale'> },
): Promise<void> {
  if (state === 'not-permitted' && door !== SESSION) await endSession(page);
  await page.route(door, ANSWERS[state]);
  await page.goto(address);
}

/**
 * As where a session ends under a page: it was loaded with the session, and whatever else it asks for is answered as to the
 * public, so that no number of a member stands beside that the session is over.
 */
export async function endSession(page: Page): Promise<void> {
  const asMember = await page.request.get(new URL('/v1/session', page.url()).href);
  let json: unknown = await asMember.json();
  // The page before it asks who reads as well.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await page.route(SESSION, async (route) => {
    await route.fulfill({ json });
    json = { role: 'public', reads: 'public', signIn: true };
  });
}

/** A release arrives; when the reader asks for it, the numbers cannot be had. */
export async function becomeStale(
  page: Page,
  address: string,
  door: string,
  answer = ANSWERS.offline,
): Promise<void> {
  await page.route(EVENTS, (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: `data: ${JSON.stringify(ARRIVED)}\n\n` }),
  );
  await page.goto(address);
  const show = page.locator('.live-news button.button');
  await show.waitFor(WAIT_MS);
  // The news may arrive before the first numbers; without numbers, a failure is not the state `stale`.
  await untilSettled(page);
  await page.route(door, answer);
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
