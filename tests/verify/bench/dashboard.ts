import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CHROMIUM_FLAGS, findOrInstallChromium } from '@waylight/testing';
import { ASKS_FOR_GZIP, type FirstLoad, firstLoad } from '@waylight/tests-browser/first-load';
import { ROOT } from '@waylight/tests-region';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { bench } from './bench.ts';
import type { Dependencies } from './dependencies.ts';
import { compareWith, type Figure, interleaved } from './figures.ts';
import { withFiveYears } from './five-year-region.ts';
import { timeChanges } from './in-page.ts';
import { ofRuns, quantile } from './statistics.ts';

/** Limits for the weight of a page and its delays. */
const MAX_KB = 130;
const MAX_INTERACTIVE_MS = 1_000;
const MAX_LAYOUT_SHIFT = 0.05;
const MAX_CHANGE_MS = 100;
/** The factor by which the CPU is slowed down: an old laptop or a phone. */
const SLOW = 4;

type Sizes = Readonly<Record<'runs' | 'pageReports' | 'pageChanges', number>>;

/** Measures the weight of the pages and their delays. */
export const dashboard = bench({
  about:
    'pages in Chromium: weight and time of the first load, and time of a filter over five years of tables',
  figureNames: [
    'overview, first load',
    'overview, interactive',
    'overview, layout shift',
    'change of a filter',
  ],
  sizes: {
    pageReports: { usual: 25_000, tiny: 600, about: 'reports of five years, counted and released by month' },
    pageChanges: { usual: 40, tiny: 4, about: 'changes of the filter in each run' },
  },
  run: benchDashboard,
});

async function benchDashboard(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const found = findOrInstallChromium();
  if ('unavailable' in found) throw new Error(found.unavailable);
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts', 'dashboard.mjs')]);
  const insights = { WAYLIGHT_INSIGHTS_DASHBOARD_DIR: join(ROOT, 'services', 'dashboard', 'dist') };
  return withFiveYears(
    dependencies,
    { reports: sizes.pageReports, insights },
    async ({ region, years, cookie }) => {
      const browser = await chromium.launch({ executablePath: found.program, args: [...CHROMIUM_FLAGS] });
      dependencies.note('chromium', browser.version());
      const origin = `http://localhost:${region.ports.insightsHttp}`;
      try {
        const reader = { browser, origin, cookie };
        const loads = await interleaved(sizes.runs, {
          slow: () => load(reader, SLOW),
          asItIs: () => load(reader, 1),
        });
        const changes = await interleaved(sizes.runs, {
          slow: () => timeFilterChanges(reader, SLOW, sizes.pageChanges),
          asItIs: () => timeFilterChanges(reader, 1, sizes.pageChanges),
        });
        const middle = (runs: readonly number[][]) =>
          runs.map((ms) =>
            quantile(
              ms.toSorted((a, b) => a - b),
              0.5,
            ),
          );
        const kiloBytes = loads.asItIs.map(({ bytes }) => bytes / 1_000);
        const interactive = (all: readonly FirstLoad[]) => all.map(({ interactiveMs }) => interactiveMs);
        return [
          {
            name: 'overview, first load',
            unit: 'kB',
            measured: ofRuns(kiloBytes),
            goal: { of: 'measured', atMost: MAX_KB },
            how:
              'everything that the page of an analyst loads until it is interactive, with an empty cache, as gzip and without headers: ' +
              `document, scripts, styles, images and the answers with numbers, which are ${kiloBytesOf(loads.asItIs[0]?.answerBytes)} kB of it for ${years.months.length} months`,
          },
          {
            name: 'overview, interactive',
            unit: 'ms',
            measured: ofRuns(interactive(loads.slow)),
            beside: compareWith('the CPU as it is', interactive(loads.slow), interactive(loads.asItIs)),
            goal: { of: 'measured', atMost: MAX_INTERACTIVE_MS },
            how:
              `on a CPU ${SLOW} times slower, over loopback and with an empty cache: from the start of the navigation until all numbers are there and no ` +
              'script has blocked the page for 50 ms or longer, for half a second from then on',
          },
          {
            name: 'overview, layout shift',
            unit: 'score',
            measured: ofRuns(loads.slow.map(({ layoutShift }) => layoutShift)),
            goal: { of: 'measured', atMost: MAX_LAYOUT_SHIFT },
            how: 'the sum of the layout shifts of the same loads, as browsers rate them',
          },
          {
            name: 'change of a filter',
            unit: 'ms',
            measured: ofRuns(middle(changes.asItIs)),
            beside: compareWith(`a CPU ${SLOW} times slower`, middle(changes.asItIs), middle(changes.slow)),
            goal: { of: 'measured', atMost: MAX_CHANGE_MS },
            how: `the median of ${sizes.pageChanges} changes on the page of trends over ${years.months.length} months, countries and type groups: from the click until the frame after it is drawn`,
          },
        ];
      } finally {
        await browser.close();
      }
    },
  );
}

const kiloBytesOf = (bytes = 0): string => (bytes / 1_000).toFixed(0);

type Reader = { readonly browser: Browser; readonly origin: string; readonly cookie: string };

/** A browser context with the cookies of a session, and nothing else. */
async function createContext({ browser, origin, cookie }: Reader): Promise<BrowserContext> {
  const context = await browser.newContext({ extraHTTPHeaders: ASKS_FOR_GZIP });
  const cookies = cookie.split('; ').map((one) => {
    const at = one.indexOf('=');
    // Cookies for TLS only; browsers treat localhost as secure.
    return {
      name: one.slice(0, at),
      value: one.slice(at + 1),
      url: origin.replace('http:', 'https:'),
      secure: true,
    };
  });
  await context.addCookies(cookies);
  return context;
}

async function load(reader: Reader, slower: number): Promise<FirstLoad> {
  const context = await createContext(reader);
  try {
    return await firstLoad(await context.newPage(), `${reader.origin}/`, { slower });
  } finally {
    await context.close();
  }
}

/** Returns the time of each change in ms. */
async function timeFilterChanges(reader: Reader, slower: number, changes: number): Promise<number[]> {
  const context = await createContext(reader);
  try {
    const page = await context.newPage();
    await page.goto(`${reader.origin}/trends`);
    const filter = page.locator('details:has(fieldset.checks)').first();
    await filter.locator('summary').click();
    const box = filter.locator('input[type=checkbox]').first();
    await box.waitFor();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    return await box.evaluate(timeChanges, changes);
  } finally {
    await context.close();
  }
}
