import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVICE_PORTS } from '@waylight/contracts';
import { CHROMIUM_FLAGS } from '@waylight/testing';
import { startTrialRegion, type TrialRegion, type TrialRegionOptions } from '@waylight/tests-region/trial';
import { type Browser, type BrowserContext, chromium, firefox } from 'playwright-core';

/** How long the first start of a region may take on a machine that does other work as well. */
export const START_MS = 480_000;

/** Starts a browser of a program. */
type Launch = (program: string) => Promise<Browser>;

const launchChromium: Launch = (program) =>
  chromium.launch({ executablePath: program, args: [...CHROMIUM_FLAGS] });

/** An unmodified Firefox, by WebDriver BiDi. It takes preferences in place of emulated media. */
export const launchFirefox: Launch = (program) =>
  firefox.launch({
    channel: 'moz-firefox',
    executablePath: program,
    firefoxUserPrefs: { 'ui.prefersReducedMotion': 1 },
  });

/** A trial region with its example data and releases, and a browser: once for a file of tests. */
export type BrowserRegion = Pick<TrialRegion, 'dataDir' | 'months' | 'restart' | 'stop'> & {
  /** Where its pages are. */
  readonly origin: string;
  readonly password: string;
  readonly browser: Browser;
  /**
   * Cookies by account, of pages that were opened: who has signed in once has signed in for all pages.
   * Insights lets an address begin thirty sign-ins a minute, and quick tests and hundreds of pictures need more.
   */
  readonly sessions: Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>;
};

/** Starts both: a region of its own, or the one for all tests that only read. */
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
        // The trial's provider forgets whom it has signed in.
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
