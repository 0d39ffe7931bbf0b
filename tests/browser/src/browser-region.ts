import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CHROMIUM_FLAGS, startTrialRegion } from '@waylight/testing';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const BUILD = fileURLToPath(new URL('../../../scripts/dashboard.mjs', import.meta.url));
const HTTP_PORT = 8080;

/** The trial region with its example data and releases, and Chromium beside it: once for a file of tests. */
export type BrowserRegion = {
  /** Where its pages are. */
  readonly origin: string;
  /** The region's folder: certificates, keys, plan. */
  readonly dataDir: string;
  readonly password: string;
  readonly browser: Browser;
  /** Stops the region, lets somebody at its files, and starts it on them again; the browser stays. */
  readonly restart: (between: () => Promise<void>) => Promise<void>;
  /**
   * Cookies by account, of pages that were opened: who has signed in once has signed in for all pages.
   * Insights lets an address begin thirty sign-ins a minute, and quick tests and hundreds of pictures need more.
   */
  readonly sessions: Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>;
  readonly stop: () => Promise<void>;
};

/** Builds the pages where their sources changed, and starts both. It takes about as long as `npm start` for the first time. */
export async function startBrowserRegion(
  program: string,
  prepare?: (dataDir: string) => Promise<void>,
  months?: number,
): Promise<BrowserRegion> {
  await promisify(execFile)(process.execPath, [BUILD]);
  const region = await startTrialRegion('example', prepare, months);
  const sessions: BrowserRegion['sessions'] = new Map();
  try {
    const browser = await chromium.launch({ executablePath: program, args: [...CHROMIUM_FLAGS] });
    return {
      origin: `http://localhost:${HTTP_PORT + region.portOffset}`,
      dataDir: region.dataDir,
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
