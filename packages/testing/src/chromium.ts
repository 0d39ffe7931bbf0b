import { spawnSync } from 'node:child_process';
import { installWithApt } from './apt.ts';
import { readTestingConfig } from './config.ts';
import type { MissingDependency } from './dependency.ts';

/** The same engine without a user interface. It opens a page in a third of the time. */
const HEADLESS_SHELL = 'chromium-headless-shell';
const PROGRAMS = [HEADLESS_SHELL, 'chromium', 'chromium-browser'] as const;

/** Flags for no window, no first-run dialogue, and no requests that Chromium makes by itself. */
export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
] as const;

/**
 * Finds Debian's headless Chromium on the path, or installs it with apt-get as root on Debian or Ubuntu. Otherwise uses the full
 * Chromium.
 */
export function findOrInstallChromium(): { readonly program: string } | MissingDependency {
  const there = findOnPath(HEADLESS_SHELL);
  if (there !== undefined) return { program: there };
  const failure = installWithApt(HEADLESS_SHELL) && installWithApt('chromium');
  const installed = findOnPath(...PROGRAMS);
  if (installed !== undefined) return { program: installed };
  return { unavailable: `chromium on the path, or root on Debian or Ubuntu (${failure})` };
}

/** Finds Firefox on the path. Unlike Chromium it is not installed: only one part of `npm run verify` uses it. */
export function findFirefox(): { readonly program: string } | MissingDependency {
  const program = findOnPath('firefox-esr', 'firefox');
  if (program !== undefined) return { program };
  return { unavailable: 'Firefox on the path: on Debian run `apt-get install firefox-esr`' };
}

/** Like `kafkaForTests`: if Chromium is missing, throws under CI, and otherwise returns the reason to skip tests. */
export function chromiumForTests(): { readonly program: string } | MissingDependency {
  const found = findOrInstallChromium();
  if ('unavailable' in found && readTestingConfig().ci)
    throw new Error(`Chromium is missing, and under CI no test may be skipped: ${found.unavailable}`);
  return found;
}

function findOnPath(...programs: readonly string[]): string | undefined {
  const name = programs.find((one) => spawnSync(one, ['--version'], { timeout: 30_000 }).status === 0);
  if (name === undefined) return undefined;
  return spawnSync('which', [name], { encoding: 'utf8', timeout: 10_000 }).stdout.trim() || undefined;
}
