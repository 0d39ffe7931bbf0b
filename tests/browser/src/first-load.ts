// Functions that run in the page are sent as source text, so each is self-contained.
import type { Page } from 'playwright-core';

/** Request headers for responses in gzip. The browser would prefer brotli. */
export const GZIP_HEADERS = { 'accept-encoding': 'gzip' } as const;

const QUIET_MS = 500;
const LONGEST_MS = 60_000;

/** Size and duration of a first load. */
export type FirstLoad = {
  /** Compressed bytes of all response bodies, each URL once: documents, scripts, styles, images and data. */
  readonly bytes: number;
  /** Compressed bytes of the responses of insights, included in `bytes`. */
  readonly answerBytes: number;
  /** From the start of the navigation, in ms. */
  readonly interactiveMs: number;
  /** Cumulative layout shift until then. Up to 0.1 is good. */
  readonly layoutShift: number;
  /** All counted files, the largest first. */
  readonly files: readonly LoadedFile[];
};

export type LoadedFile = { readonly path: string; readonly bytes: number };

/**
 * Opens a URL in an unused page and measures its first load. The page is **interactive** when its title is displayed, nothing
 * is loading, and no task of 50 ms or longer has run for half a second. All bytes that the page has loaded until then
 * count, compressed by gzip and without headers. Files that the service worker caches do not count.
 * @throws Error if a response has another encoding, which could be smaller, or the numbers do not arrive
 */
export async function firstLoad(
  page: Page,
  address: string,
  { slower = 1 }: { readonly slower?: number } = {},
): Promise<FirstLoad> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const received = new Map<string, ReceivedBody>();
  page.on('response', (response) => received.set(response.url(), receivedBodyOf(response.headers())));
  await page.addInitScript(recordActivity);
  await page.goto(address);
  const interactiveMs = await page.evaluate(untilInteractive, { quietMs: QUIET_MS, longestMs: LONGEST_MS });
  const loaded = await page.evaluate(loadedFiles);
  const files = [...new Map(loaded)]
    .map(([url, reportedBytes]) => {
      const { encoding = 'gzip', bytes = reportedBytes } = received.get(url) ?? {};
      if (encoding !== 'gzip') throw new Error(`${url} has the encoding ${encoding} instead of gzip`);
      return { path: pathOf(url), bytes };
    })
    .sort((a, b) => b.bytes - a.bytes);
  const answers = files.filter(({ path }) => path.startsWith('/v1/'));
  return {
    ...{ bytes: sumOf(files), answerBytes: sumOf(answers), interactiveMs, files },
    layoutShift: await layoutShift(page),
  };
}

/** Sum of all layout shifts without recent input since the page was opened. */
export const layoutShift = (page: Page): Promise<number> => page.evaluate(sumOfShifts);

/** Runs in the page. */
function sumOfShifts(): number {
  type Shift = { readonly value: number; readonly hadRecentInput: boolean };
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: 'layout-shift' as 'measure', buffered: true });
  const shifts = observer.takeRecords() as unknown as readonly Shift[];
  return shifts.reduce((sum, { value, hadRecentInput }) => (hadRecentInput ? sum : sum + value), 0);
}

/** Encoding and compressed length by the response headers. */
type ReceivedBody = { readonly encoding: string | undefined; readonly bytes: number | undefined };

// Resource timing reports the uncompressed length of responses that pass the service worker. The DevTools protocol counts
// bytes with headers.
function receivedBodyOf(headers: Readonly<Record<string, string>>): ReceivedBody {
  const length = headers['content-length'];
  return {
    encoding: headers['content-encoding'],
    bytes: length === undefined ? undefined : Number(length),
  };
}

const sumOf = (files: readonly LoadedFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

// The used part of the DOM: importers outside of these tests compile without its types.
declare const document: { querySelector(selector: string): unknown };
declare const MutationObserver: new (
  changed: () => void,
) => { observe(target: unknown, options: { readonly childList: true; readonly subtree: true }): void };

/** Runs in the page before its scripts. Records when it was last busy and when its content was displayed. */
function recordActivity(): void {
  const state = { busyUntilMs: 0, shownAtMs: 0 };
  Object.assign(globalThis, { waylightFirstLoad: state });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) state.busyUntilMs = startTime + duration;
  }).observe({ type: 'longtask' as 'measure', buffered: true });
  new MutationObserver(() => {
    const isShown =
      document.querySelector('h1') !== null && document.querySelector('.state-loading') === null;
    if (!isShown) state.shownAtMs = 0;
    else if (state.shownAtMs === 0) state.shownAtMs = performance.now();
  }).observe(document, { childList: true, subtree: true });
}

/** Runs in the page. Returns the time until it is interactive, in ms from the start of the navigation. */
async function untilInteractive({
  quietMs,
  longestMs,
}: {
  readonly quietMs: number;
  readonly longestMs: number;
}): Promise<number> {
  const state = Reflect.get(globalThis, 'waylightFirstLoad') as { busyUntilMs: number; shownAtMs: number };
  for (;;) {
    // Polls rarely, because each check slows the page on a slow CPU.
    await new Promise((resolve) => setTimeout(resolve, quietMs / 2));
    const at = Math.max(state.busyUntilMs, state.shownAtMs);
    if (state.shownAtMs > 0 && performance.now() - at >= quietMs) return at;
    if (performance.now() > longestMs) {
      if (state.shownAtMs === 0) throw new Error(`the page has no numbers after ${longestMs} ms`);
      // The page is still busy: this is a lower bound.
      return performance.now();
    }
  }
}

/** Runs in the page. Returns every loaded URL with the compressed bytes of its body. */
function loadedFiles(): [string, number][] {
  const of = (type: 'navigation' | 'resource') =>
    performance.getEntriesByType(type as 'measure') as unknown as { name: string; encodedBodySize: number }[];
  return [...of('navigation'), ...of('resource')].map(({ name, encodedBodySize }) => [name, encodedBodySize]);
}
