import type { BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core';
import type { BrowserRegion } from './browser-region.ts';

export type OpenOptions = {
  /** A development account of the trial; the public where it is 'public'. */
  readonly account?: string;
  readonly path?: string;
  readonly colours?: 'light' | 'dark';
  readonly width?: number;
  /** Of the browser, such as the certificates that it has. */
  readonly context?: BrowserContextOptions;
};

export type OpenedPage = {
  readonly page: Page;
  /** Everything that the page asked anybody for, from its first byte on. */
  readonly requests: readonly string[];
  /** Until the page hears of news: before it does, what happens is not told to it. */
  readonly untilListening: () => Promise<void>;
  /** Requests that failed or were refused: status and path. */
  readonly failures: readonly string[];
  /** What the browser had to say: errors, and what the policy of the page forbade. */
  readonly complaints: readonly string[];
};

/** An account of each role; `second-analyst` approves what the first one writes. */
export const ACCOUNTS = {
  public: 'public',
  analyst: 'MYLA',
  'second-analyst': 'MYLA-2',
  network: 'SIM-MK-1',
  authority: 'authority',
  officer: 'data-protection-officer',
  operator: 'operator',
} as const;

const HEIGHT = 900;
const QUIET_MS = 50;
const SETTLED_MS = 60_000;

/** An address of a page as one in that language. What stands behind its # stays behind it: a page may have its choices there. */
export function inLanguage(path: string, language: string): string {
  const [before = '', ...behind] = path.split('#');
  const address = `${before}${before.includes('?') ? '&' : '?'}lang=${language}`;
  return [address, ...behind].join('#');
}

/** A page of a reader, in a browser that knows nothing of any other: signed in as an analyst, and with its numbers there. */
export async function openPage(region: BrowserRegion, options: OpenOptions = {}): Promise<OpenedPage> {
  const { account = 'MYLA', path = '/', colours = 'light', width = 1280, context: more = {} } = options;
  const context = await region.browser.newContext({
    colorScheme: colours,
    viewport: { width, height: HEIGHT },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...more,
  });
  const page = await context.newPage();
  watchRequests(page);
  const requests: string[] = [];
  const failures: string[] = [];
  const complaints: string[] = [];
  const listening = Promise.withResolvers<void>();
  if (account !== 'public') {
    await context.addCookies(region.sessions.get(account) ?? []);
    if (!(await isSignedIn(context, region))) await signIn(page, region, account);
    region.sessions.set(account, await context.cookies());
  }
  page.on('request', (request) => requests.push(request.url()));
  page.on('response', (response) => {
    if (response.url().endsWith('/v1/events') && response.ok()) listening.resolve();
    if (response.status() >= 400) failures.push(`${response.status()} ${response.url()}`);
  });
  page.on('console', (message) => {
    // The networks of the machine changed, such as by a container of another test: the page repeats the request.
    if (message.text().includes('net::ERR_NETWORK_CHANGED')) return;
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${region.origin}${path}`);
  await untilSettled(page);
  return { page, requests, failures, complaints, untilListening: () => listening.promise };
}

/** A session that a page before has ended is signed in to again. */
async function isSignedIn(context: BrowserContext, { origin }: BrowserRegion): Promise<boolean> {
  const answer = await context.request.get(`${origin}/v1/session`);
  const { role } = (await answer.json()) as { role: string };
  return role !== 'public';
}

/** As a person does, at the provider's own page. */
export async function signIn(
  page: Page,
  { origin, password }: Pick<BrowserRegion, 'origin' | 'password'>,
  account: string,
): Promise<void> {
  await page.goto(`${origin}/sign-in?returnTo=/`);
  await enterAccount(page, account, password);
  await page.waitForURL(`${origin}/`);
}

/** Fills in the provider's form. Accounts of the wider network are folded. */
export async function enterAccount(page: Page, account: string, password: string): Promise<void> {
  if (account.startsWith('SIM-')) await page.locator('summary').click();
  await page.locator(`[name=account][value="${account}"]`).check();
  await page.locator('[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

/** The address as the page has it: what `page.url()` says is told after a key or a click, and may be the one before. */
export const addressOf = async (page: Page): Promise<URL> =>
  new URL(await page.evaluate(() => location.href));

/** Opens what a narrow screen has folded behind the button of its head; a wide one shows it already. */
export async function openMenu(page: Page): Promise<void> {
  const button = page.locator('.menu-button[aria-expanded=false]');
  if (await button.isVisible()) await button.click();
}

/** Requests of a page that are not answered yet, but the stream of events, which has no end. */
const unanswered = new WeakMap<Page, Set<Request>>();

function watchRequests(page: Page): void {
  const open = new Set<Request>();
  unanswered.set(page, open);
  page.on('request', (request) => {
    if (!request.url().endsWith('/v1/events')) open.add(request);
  });
  for (const event of ['requestfinished', 'requestfailed'] as const)
    page.on(event as 'requestfinished', (request) => open.delete(request));
  // Nobody answers what the page before has asked for.
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) open.clear();
  });
}

/** Until everything that a page shows at first is there. */
export async function untilSettled(page: Page): Promise<void> {
  await page.waitForSelector('h1');
  await page.waitForFunction(() => document.querySelector('.state-loading') === null);
  const open = unanswered.get(page);
  if (open === undefined) return page.waitForLoadState('networkidle');
  const deadline = performance.now() + SETTLED_MS;
  // What an answer brings is drawn before the page is idle, and asks for more before that.
  for (let quiet = 0; quiet < 2; quiet += 1) {
    await untilDrawn(page);
    if (open.size > 0) quiet = -1;
    if (performance.now() > deadline)
      throw new Error(`${page.url()} waits for ${[...open].map((one) => one.url()).join(', ')}`);
  }
}

/** Until the page has drawn what a change of its window or colours brought. */
export const untilDrawn = (page: Page): Promise<void> => page.evaluate(untilIdle, QUIET_MS);

/** Runs in the page. A window that is hidden by another one draws no frames: the time limit ends the wait there. */
async function untilIdle(afterMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await new Promise((resolve) => {
    setTimeout(resolve, 10 * afterMs);
    requestIdleCallback(() => requestAnimationFrame(resolve));
  });
}
