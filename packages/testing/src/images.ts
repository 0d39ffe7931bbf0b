import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { dockerEnvironment } from './config.ts';
import type { MissingDependency } from './dependency.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BUILDER = join(ROOT, 'infra/images/offline/main.ts');
const CACHE = join(ROOT, '.waylight/cache');

/** A cold machine takes two minutes. */
const DEADLINE_MS = 8 * 60_000;

export type Images = Readonly<Record<string, string>>;

export type BuildImagesOptions = {
  /** Of the engine; the one that `docker` reaches if not given. */
  readonly host?: string | undefined;
  /** What to build upon; a Debian root of our own if not given. */
  readonly base?: string;
};

/** Has the images built, or loaded from the cache, and answers their tags by name. */
export async function buildImages(
  names: readonly string[],
  { host, base }: BuildImagesOptions,
): Promise<{ readonly tags: Images } | MissingDependency> {
  mkdirSync(CACHE, { recursive: true });
  const logFile = join(CACHE, 'images.log');
  const more = base === undefined ? [] : ['--base', base];
  const builder = spawn(process.execPath, [BUILDER, '--images', names.join(','), ...more], {
    env: dockerEnvironment(host),
    stdio: ['ignore', 'pipe', openSync(logFile, 'w')],
    timeout: DEADLINE_MS,
  });
  const answer = builder.stdout === null ? '' : await text(builder.stdout);
  try {
    const tags: Images = JSON.parse(answer);
    return { tags };
  } catch {
    const log = readFileSync(logFile, 'utf8');
    return { unavailable: `the images could not be built: ${log.slice(-2_000)}` };
  }
}
