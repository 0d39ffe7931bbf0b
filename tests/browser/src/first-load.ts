// Functions that run in the page are sent as source text, so each is self-contained.
import type { Page } from 'playwright-core';
import { untilSettled, watchRequests } from './open-page.ts';

/** Request headers for responses in gzip. The browser would prefer brotli. */
export const GZIP_HEADERS = { 'accept-encoding': 'gzip' } as const;

/** Size of a first load. */
export type FirstLoad = {
  /** Compressed bytes of all response bodies, each URL once: documents, scripts, styles, images and data. */
  readonly bytes: number;
  /** Compressed bytes of the responses of insights, included in `bytes`. */
  readonly answerBytes: number;
  /** All counted files, the largest first. */
  readonly files: readonly LoadedFile[];
};

export type LoadedFile = { readonly path: string; readonly bytes: number };

/**
 * Opens a URL in an unused page, waits until its numbers are displayed, and measures its first load. All bytes that the page
 * has loaded until then count, compressed by gzip and without headers. Files that the service worker caches do not count.
 * @throws Error if a response has another encoding, which could be smaller, or the numbers do not arrive
 */
export async function firstLoad(page: Page, address: string): Promise<FirstLoad> {
  const received = new Map<string, ReceivedBody>();
  page.on('response', (response) => received.set(response.url(), receivedBodyOf(response.headers())));
  watchRequests(page);
  await page.goto(address);
  await untilSettled(page);
  const loaded = await page.evaluate(loadedFiles);
  const files = [...new Map(loaded)]
    .map(([url, reportedBytes]) => {
      const { encoding = 'gzip', bytes = reportedBytes } = received.get(url) ?? {};
      if (encoding !== 'gzip') throw new Error(`${url} has the encoding ${encoding} instead of gzip`);
      return { path: pathOf(url), bytes };
    })
    .sort((a, b) => b.bytes - a.bytes);
  const answers = files.filter(({ path }) => path.startsWith('/v1/'));
  return { bytes: sumOf(files), answerBytes: sumOf(answers), files };
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

/** Runs in the page. Returns every loaded URL with the compressed bytes of its body. */
function loadedFiles(): [string, number][] {
  const of = (type: 'navigation' | 'resource') =>
    performance.getEntriesByType(type as 'measure') as unknown as { name: string; encodedBodySize: number }[];
  return [...of('navigation'), ...of('resource')].map(({ name, encodedBodySize }) => [name, encodedBodySize]);
}
