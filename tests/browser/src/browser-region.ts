import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVICE_PORTS } from '@waylight/contracts';
import { CHROMIUM_FLAGS } from '@waylight/testing';
import { startTrialRegion, type TrialRegion, type TrialRegionOptions } from '@waylight/tests-region/trial';
import { type Browser, type BrowserContext, chromium, firefox } from 'playwright-core';

/** Time limit of the first start of a region on a busy machine, in ms. */
export const START_MS = 480_000;

/** Starts a browser from an executable. */
type Launch = (program: string) => Promise<Browser>;

const launchChromium: Launch = (program) =>
  chromium.launch({ executablePath: program, args: [...CHROMIUM_FLAGS] });

/** Starts an unmodified Firefox by WebDriver BiDi, which needs preferences instead of emulated media. */
export const launchFirefox: Launch = (program) =>
  firefox.launch({
    channel: 'moz-firefox',
    executablePath: program,
    firefoxUserPrefs: { 'ui.prefersReducedMotion': 1 },
  });

/** A trial region with example data and releases, and a browser. Each test file starts one. */
export type BrowserRegion = Pick<TrialRegion, 'dataDir' | 'months' | 'restart' | 'stop'> & {
  /** Origin of the dashboard. */
  readonly origin: string;
  readonly password: string;
  readonly browser: Browser;
  /**
   * Session cookies by account, reused by later pages. Insights limits sign-ins to thirty a minute for each address, which
   * fast tests and screenshots would exceed.
   */
  readonly sessions: Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>;
};

/** Starts a region, or reuses the shared one of tests that only read, and a browser. */
export async function startBrowserRegion(
  program: string,
  options: Omit<TrialRegionOptions, 'run' | 'data'> = {},
  launch = launchChromium,
): Promise<BrowserRegion> {
  const region = await startTrialRegion({ ...options, run: 'trial', data: 'example' });
  const sessions: BrowserRegion['sessions'] = new Map();
  try {
    const browser = await launch(program);
    return {
      ...region,
      origin: `http://localhost:${SERVICE_PORTS.insightsHttp + region.portOffset}`,
      password: (await readFile(join(region.dataDir, 'certs', 'password'), 'utf8')).trim(),
      browser,
      sessions,
      restart: (between) => {
        // The identity provider of the trial loses its sessions.
        sessions.clear();
        return region.restart(between);
      },
      stop: async () => {
        await browser.close();
        await region.stop();
      },
    };
  } catch (error) {
    await region.stop();
    throw error;
  }
}

/** Closes all pages that a test opened, also after a failure. A handler of a route may still be waiting for its answer. */
export async function closePages(region: BrowserRegion | undefined): Promise<void> {
  const contexts = region?.browser.contexts() ?? [];
  const pages = contexts.flatMap((context) => context.pages());
  await Promise.all(pages.map((page) => page.unrouteAll({ behavior: 'ignoreErrors' })));
  await Promise.all(contexts.map((context) => context.close()));
}
