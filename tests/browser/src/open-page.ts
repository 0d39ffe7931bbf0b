import type { BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core';
import type { BrowserRegion } from './browser-region.ts';

export type OpenOptions = {
  /** A development account of the trial, or 'public' for no account. */
  readonly account?: string;
  readonly path?: string;
  readonly colours?: 'light' | 'dark';
  readonly width?: number;
  /** True to let the service worker store the pages, as for a reader. That takes a fifth of the time of a test. */
  readonly keepsPages?: boolean;
  /** Options of the browser context, such as client certificates. */
  readonly context?: BrowserContextOptions;
};

export type OpenedPage = {
  readonly page: Page;
  /** URLs of all requests of the page. */
  readonly requests: readonly string[];
  /** Waits until the page receives events. It misses earlier ones. */
  readonly untilListening: () => Promise<void>;
  /** Responses with an error: status and URL. */
  readonly failures: readonly string[];
  /** Errors and warnings in the console of the browser, including violations of the content security policy. */
  readonly complaints: readonly string[];
};

/** An account of each role. `second-analyst` approves bulletins of the first one. */
export const ACCOUNTS = {
  public: 'public',
  analyst: 'MYLA',
  'second-analyst': 'MYLA-2',
  network: 'SIM-MK-1',
  authority: 'authority',
  officer: 'data-protection-officer',
  operator: 'operator',
} as const;

/** Messages in the console that have no cause in the page. */
const NO_DEFECTS = [
  // A container of another test may change the networks of the machine. The page then repeats the request.
  'net::ERR_NETWORK_CHANGED',
  'Service Worker registration blocked by Playwright',
];
const HEIGHT = 900;
const QUIET_MS = 50;
const SETTLED_MS = 60_000;

/** Adds the language to the URL of a page. The fragment stays last, because pages may store choices in it. */
export function inLanguage(path: string, language: string): string {
  const [base = '', ...fragments] = path.split('#');
  const address = `${base}${base.includes('?') ? '&' : '?'}lang=${language}`;
  return [address, ...fragments].join('#');
}

/** Opens a page in a new browser context, by default as an analyst, and waits until it is loaded. */
export async function openPage(region: BrowserRegion, options: OpenOptions = {}): Promise<OpenedPage> {
  const { account = 'MYLA', path = '/', colours = 'light', width = 1280 } = options;
  const { keepsPages = false, context: extra = {} } = options;
  const context = await region.browser.newContext({
    colorScheme: colours,
    viewport: { width, height: HEIGHT },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    serviceWorkers: keepsPages ? 'allow' : 'block',
    ...extra,
  });
  const page = await context.newPage();
  watchRequests(page);
  const requests: string[] = [];
  const failures: string[] = [];
  const complaints: string[] = [];
  const subscription = Promise.withResolvers<void>();
  if (account !== 'public') {
    await context.addCookies(region.sessions.get(account) ?? []);
    if (!(await isSignedIn(context, region))) await signIn(page, region, account);
    region.sessions.set(account, await context.cookies());
  }
  page.on('request', (request) => requests.push(request.url()));
  page.on('response', (response) => {
    if (response.url().endsWith('/v1/events') && response.ok()) subscription.resolve();
    if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`);
  });
  page.on('console', (message) => {
    if (NO_DEFECTS.some((text) => message.text().includes(text))) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${region.origin}${path}`);
  await untilSettled(page);
  return { page, requests, failures, complaints, untilListening: () => subscription.promise };
}

/** True if the session is valid. An earlier page may have ended it. */
async function isSignedIn(context: BrowserContext, { origin }: BrowserRegion): Promise<boolean> {
  const answer = await context.request.get(`${origin}/v1/session`);
  const { role } = (await answer.json()) as { role: string };
  return role !== 'public';
}

/** Signs in at the page of the identity provider. */
export async function signIn(
  page: Page,
  { origin, password }: Pick<BrowserRegion, 'origin' | 'password'>,
  account: string,
): Promise<void> {
  await page.goto(`${origin}/sign-in?returnTo=/`);
  await enterAccount(page, account, password);
  await page.waitForURL(`${origin}/`);
}

/** Fills in the form of the identity provider. Accounts of the network are in a collapsed section. */
export async function enterAccount(page: Page, account: string, password: string): Promise<void> {
  if (account.startsWith('SIM-')) await page.locator('summary').click();
  await page.locator(`[name=account][value="${account}"]`).check();
  await page.locator('[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

/** Current URL of the page. `page.url()` may be outdated after a key or a click. */
export const addressOf = async (page: Page): Promise<URL> =>
  new URL(await page.evaluate(() => location.href));

/** Opens the menu of a narrow screen. A wide screen has none. */
export async function openMenu(page: Page): Promise<void> {
  const button = page.locator('header button[aria-expanded=false]');
  if (await button.isVisible()) await button.click();
}

/** Pending requests of a page, without the stream of events, which never ends. */
const pendingRequests = new WeakMap<Page, Set<Request>>();

/** Records the pending requests of a page, for which `untilSettled` waits. */
export function watchRequests(page: Page): void {
  const pending = new Set<Request>();
  pendingRequests.set(page, pending);
  page.on('request', (request) => {
    if (!request.url().endsWith('/v1/events')) pending.add(request);
  });
  for (const event of ['requestfinished', 'requestfailed'] as const)
    page.on(event as 'requestfinished', (request) => pending.delete(request));
  // Requests of the previous page are never answered.
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) pending.clear();
  });
}

/** Waits until a page has loaded its initial data and is drawn. */
export async function untilSettled(page: Page): Promise<void> {
  await page.waitForSelector('h1');
  await page.waitForFunction(() => document.querySelector('.state-loading') === null);
  const pending = pendingRequests.get(page);
  if (pending === undefined) return page.waitForLoadState('networkidle');
  const deadline = performance.now() + SETTLED_MS;
  // The page is idle only after it has drawn a response and sent the requests that follow from it.
  for (let quiet = 0; quiet < 2; quiet += 1) {
    await untilDrawn(page);
    if (pending.size > 0) quiet = -1;
    if (performance.now() > deadline)
      throw new Error(`${page.url()} waits for ${[...pending].map((one) => one.url()).join(', ')}`);
  }
}

/** Waits until the page has drawn a change of its window or colour scheme. */
export const untilDrawn = (page: Page): Promise<void> => page.evaluate(untilIdle, QUIET_MS);

/** Runs in the page. The time limit ends the wait in a hidden window, which draws no frames. */
async function untilIdle(afterMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await new Promise((resolve) => {
    setTimeout(resolve, 10 * afterMs);
    requestIdleCallback(() => requestAnimationFrame(resolve));
  });
}
