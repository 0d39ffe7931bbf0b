import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SERVICE_PORTS } from '@waylight/contracts';
import { ROUTES } from '@waylight/dashboard';
import { CHROMIUM_FLAGS, findOrInstallChromium, signInToTrial } from '@waylight/testing';
import { type FirstLoad, firstLoad, GZIP_HEADERS } from '@waylight/tests-browser/first-load';
import { ROOT } from '@waylight/tests-region';
import { startTrialRegion } from '@waylight/tests-region/trial';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { bench } from './bench.ts';
import type { Dependencies } from './dependencies.ts';
import { compareWith, type Figure, interleaved } from './figures.ts';
import { withFiveYears } from './five-year-region.ts';
import { timeChanges } from './in-page.ts';
import { ofRuns, quantile } from './statistics.ts';

/** Goals for the weight of a page and its delays. */
const MAX_KB = 130;
const MAX_INTERACTIVE_MS = 1_000;
const MAX_LAYOUT_SHIFT = 0.05;
const MAX_CHANGE_MS = 50;
/** The factor by which the CPU is slowed down: an old laptop or a phone. */
const SLOW = 4;
const OTHER_PAGES = Object.entries(ROUTES).filter(([name]) => name !== 'overview');
/** Ways to show numbers in which a filter is changed, and what it adds and removes. */
const SHAPES = [
  { shape: 'chart', parameter: '', changed: 'svg [data-series]' },
  { shape: 'table', parameter: '&show=table', changed: '[data-kind=grid] td' },
] as const;

type Sizes = Readonly<Record<'runs' | 'pageReports' | 'pageChanges', number>>;

/** Measures the weight of the pages and their delays. */
export const dashboard = bench({
  about: 'pages in Chromium: weight and time of first loads, and time of a filter over five years of tables',
  figureNames: [
    'overview, first load',
    'overview, interactive',
    'overview, layout shift',
    ...SHAPES.map(({ shape }) => `change of a filter, ${shape}`),
    ...OTHER_PAGES.map(([name]) => `${name}, interactive`),
    'other pages, layout shift',
  ],
  sizes: {
    pageReports: { usual: 25_000, tiny: 600, about: 'reports of five years, counted and released by month' },
    pageChanges: { usual: 40, tiny: 4, about: 'changes of the filter in each run' },
  },
  usualRuns: 5,
  run: benchDashboard,
});

async function benchDashboard(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const found = findOrInstallChromium();
  if ('unavailable' in found) throw new Error(found.unavailable);
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts', 'dashboard.mjs')]);
  const browser = await chromium.launch({ executablePath: found.program, args: [...CHROMIUM_FLAGS] });
  dependencies.note('chromium', browser.version());
  try {
    return [
      ...(await benchFiveYears(dependencies, browser, sizes)),
      ...(await benchOtherPages(browser, sizes)),
    ];
  } finally {
    await browser.close();
  }
}

/** The overview and a filter, where answers and tables are as large as they become. */
function benchFiveYears(dependencies: Dependencies, browser: Browser, sizes: Sizes): Promise<Figure[]> {
  const insights = { WAYLIGHT_INSIGHTS_DASHBOARD_DIR: join(ROOT, 'services', 'dashboard', 'dist') };
  return withFiveYears(
    dependencies,
    { reports: sizes.pageReports, insights },
    async ({ region, years, cookie }) => {
      const reader = { browser, origin: `http://localhost:${region.ports.insightsHttp}`, cookie };
      await load(reader, '/', SLOW);
      const loads = await interleaved(sizes.runs, {
        slow: () => load(reader, '/', SLOW),
        asItIs: () => load(reader, '/', 1),
      });
      const interactive = (all: readonly FirstLoad[]) => all.map(({ interactiveMs }) => interactiveMs);
      const figures: Figure[] = [
        {
          name: 'overview, first load',
          unit: 'kB',
          measured: ofRuns(loads.asItIs.map(({ bytes }) => bytes / 1_000)),
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
            'script has blocked the page for 50 ms or longer, for half a second from then on; after one load that does not count, ' +
            'in which browser and services run their code for the first time',
        },
        {
          name: 'overview, layout shift',
          unit: 'score',
          measured: ofRuns(loads.slow.map(({ layoutShift }) => layoutShift)),
          goal: { of: 'measured', atMost: MAX_LAYOUT_SHIFT },
          how: 'the sum of the layout shifts of the same loads, as browsers rate them',
        },
      ];
      for (const { shape, parameter, changed } of SHAPES) {
        const path = `/trends?by=country&period=month${parameter}`;
        const changes = await interleaved(sizes.runs, {
          slow: () => timeFilterChanges(reader, { path, changed }, SLOW, sizes.pageChanges),
          asItIs: () => timeFilterChanges(reader, { path, changed }, 1, sizes.pageChanges),
        });
        figures.push({
          name: `change of a filter, ${shape}`,
          unit: 'ms',
          measured: ofRuns(changes.asItIs),
          beside: compareWith(`a CPU ${SLOW} times slower`, changes.asItIs, changes.slow),
          goal: { of: 'measured', atMost: MAX_CHANGE_MS },
          how: `the median of ${sizes.pageChanges} changes of a country on the page of trends over ${years.months.length} months: from the click until the frame after it is drawn`,
        });
      }
      return figures;
    },
  );
}

/** The other pages of an analyst of the trial, which has every table. */
async function benchOtherPages(browser: Browser, { runs }: Sizes): Promise<Figure[]> {
  const region = await startTrialRegion({ run: 'trial', data: 'example' });
  try {
    const origin = `http://localhost:${SERVICE_PORTS.insightsHttp + region.portOffset}`;
    const { browser: signedIn } = await signInToTrial(region.dataDir, 'MYLA');
    const reader = { browser, origin, cookie: await signedIn.cookies(origin) };
    for (const [, { path }] of OTHER_PAGES) await load(reader, path, SLOW);
    const loads = await interleaved(
      runs,
      Object.fromEntries(OTHER_PAGES.map(([name, { path }]) => [name, () => load(reader, path, SLOW)])),
    );
    const shifts = Object.entries(loads).map(([name, all]) => ({
      name,
      worst: Math.max(...all.map(({ layoutShift }) => layoutShift)),
    }));
    return [
      ...Object.entries(loads).map(
        ([name, all]): Figure => ({
          name: `${name}, interactive`,
          unit: 'ms',
          measured: ofRuns(all.map(({ interactiveMs }) => interactiveMs)),
          goal: { of: 'measured', atMost: MAX_INTERACTIVE_MS },
          how: `as for the overview, in the trial with its example data; ${kiloBytesOf(all[0]?.bytes)} kB`,
        }),
      ),
      {
        name: 'other pages, layout shift',
        unit: 'score',
        measured: ofRuns(shifts.map(({ worst }) => worst)),
        goal: { of: 'most', atMost: MAX_LAYOUT_SHIFT },
        how: `the largest of each page: ${shifts.map(({ name, worst }) => `${name} ${worst.toFixed(3)}`).join(', ')}`,
      },
    ];
  } finally {
    await region.stop();
  }
}

const kiloBytesOf = (bytes = 0): string => (bytes / 1_000).toFixed(0);

type Reader = { readonly browser: Browser; readonly origin: string; readonly cookie: string };

/** A browser context with the cookies of a session, and nothing else. */
async function createContext({ browser, origin, cookie }: Reader): Promise<BrowserContext> {
  const context = await browser.newContext({ extraHTTPHeaders: GZIP_HEADERS });
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

async function load(reader: Reader, path: string, slower: number): Promise<FirstLoad> {
  const context = await createContext(reader);
  try {
    return await firstLoad(await context.newPage(), `${reader.origin}${path}`, { slower });
  } finally {
    await context.close();
  }
}

/** Returns the median of the times of the changes, in ms. */
async function timeFilterChanges(
  reader: Reader,
  { path, changed }: { readonly path: string; readonly changed: string },
  slower: number,
  times: number,
): Promise<number> {
  const context = await createContext(reader);
  try {
    const page = await context.newPage();
    await page.goto(`${reader.origin}${path}`);
    await page.locator(changed).first().waitFor();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower });
    const box = page.locator('fieldset input[type=checkbox]').first();
    const ms = await box.evaluate(timeChanges, { times, changed });
    return quantile(
      ms.toSorted((a, b) => a - b),
      0.5,
    );
  } finally {
    await context.close();
  }
}
