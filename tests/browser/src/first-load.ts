// What is run in the page goes there as text, so each of those functions stands by itself.
import type { Page } from 'playwright-core';

/** What a context of the browser must ask with, so that all it loads comes as gzip: its own choice would be brotli. */
export const ASKS_FOR_GZIP = { 'accept-encoding': 'gzip' } as const;

const QUIET_MS = 500;
const LONGEST_MS = 60_000;

/** What a load comes to, and until when. */
export type FirstLoad = {
  /** Bytes of bodies as they came, each address once: documents, scripts, styles, pictures and answers with numbers. */
  readonly bytes: number;
  /** Of these, the answers of insights. */
  readonly answerBytes: number;
  /** From the start of the navigation, in ms. */
  readonly interactiveMs: number;
  /** The layout shift until then, as browsers rate it: up to 0.1 is good. */
  readonly layoutShift: number;
  /** Every address that counts, with its bytes; the heaviest first. */
  readonly files: readonly LoadedFile[];
};

export type LoadedFile = { readonly path: string; readonly bytes: number };

/**
 * Opens an address in a page that has loaded nothing yet, and tells what its first load comes to. **Interactive** is the page
 * when its title and all its numbers are there, nothing says any more that it is loading, and no script has kept it busy for
 * 50 ms or longer, for half a second from then on. What counts is every byte of document, script, style, picture and data
 * that the page has loaded until then, as gzip and without headers. What its worker lays aside for later is no part of it.
 * @throws Error where something came in another encoding, which would be lighter, or the numbers never come
 */
export async function firstLoad(
  page: Page,
  address: string,
  { slower = 1 }: { readonly slower?: number } = {},
): Promise<FirstLoad> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
  const came = new Map<string, Came>();
  page.on('response', (response) => came.set(response.url(), cameAs(response.headers())));
  await page.addInitScript(watchBusyness);
  await page.goto(address);
  const interactiveMs = await page.evaluate(untilInteractive, { quietMs: QUIET_MS, longestMs: LONGEST_MS });
  const loaded = await page.evaluate(loadedFiles);
  const files = [...new Map(loaded)]
    .map(([url, booked]) => {
      const { encoding = 'gzip', bytes = booked } = came.get(url) ?? {};
      if (encoding !== 'gzip') throw new Error(`${url} came as ${encoding}: the weight is told of gzip`);
      return { path: pathOf(url), bytes };
    })
    .sort((a, b) => b.bytes - a.bytes);
  const answers = files.filter(({ path }) => path.startsWith('/v1/'));
  return {
    ...{ bytes: sumOf(files), answerBytes: sumOf(answers), interactiveMs, files },
    layoutShift: await layoutShift(page),
  };
}

/** The sum of all shifts of content that no reader caused, since the page was opened. */
export const layoutShift = (page: Page): Promise<number> => page.evaluate(sumOfShifts);

/** Runs in the page. */
function sumOfShifts(): number {
  type Shift = { readonly value: number; readonly hadRecentInput: boolean };
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: 'layout-shift' as 'measure', buffered: true });
  const shifts = observer.takeRecords() as unknown as readonly Shift[];
  return shifts.reduce((sum, { value, hadRecentInput }) => (hadRecentInput ? sum : sum + value), 0);
}

/** As its own headers say, where they do. */
type Came = { readonly encoding: string | undefined; readonly bytes: number | undefined };

// The browser's book has the length of what came through the worker of the pages after it was unpacked; and what the
// protocol of its tools counts falls together with headers, as packets come.
function cameAs(headers: Readonly<Record<string, string>>): Came {
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

// The little of a page that is asked for: who measures from outside of these tests knows no DOM.
declare const document: { querySelector(selector: string): unknown };
declare const MutationObserver: new (
  changed: () => void,
) => { observe(target: unknown, options: { readonly childList: true; readonly subtree: true }): void };

/** Runs in the page, before anything else of it: notes when it was last busy or last changed. */
function watchBusyness(): void {
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

/** Runs in the page. In ms from the start of the navigation. */
async function untilInteractive({
  quietMs,
  longestMs,
}: {
  readonly quietMs: number;
  readonly longestMs: number;
}): Promise<number> {
  const state = Reflect.get(globalThis, 'waylightFirstLoad') as { busyUntilMs: number; shownAtMs: number };
  for (;;) {
    // As rarely as will do: on a slow CPU each look is work for the page as well.
    await new Promise((resolve) => setTimeout(resolve, quietMs / 2));
    const at = Math.max(state.busyUntilMs, state.shownAtMs);
    if (state.shownAtMs > 0 && performance.now() - at >= quietMs) return at;
    if (performance.now() > longestMs) {
      if (state.shownAtMs === 0) throw new Error(`there are no numbers after ${longestMs} ms`);
      // Then it is at least that.
      return performance.now();
    }
  }
}

/** Runs in the page: every address that it has loaded, with the bytes of its body as they came. */
function loadedFiles(): [string, number][] {
  const of = (type: 'navigation' | 'resource') =>
    performance.getEntriesByType(type as 'measure') as unknown as { name: string; encodedBodySize: number }[];
  return [...of('navigation'), ...of('resource')].map(({ name, encodedBodySize }) => [name, encodedBodySize]);
}
