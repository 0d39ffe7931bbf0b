import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { dockerEnvironment } from './config.ts';
import type { Containers, MissingDependency } from './dependency.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BUILDER = join(ROOT, 'infra/images/offline/main.ts');
const CACHE = join(ROOT, '.waylight/cache');

/** On a machine without caches, a build takes two minutes, and five on busy cores. */
const DEADLINE_MS = 15 * 60_000;

export type BuildImagesOptions = {
  /** The engine's socket. Default: the engine that `docker` reaches. */
  readonly host?: string | undefined;
  /** The base image. Default: a Debian root that the build creates. */
  readonly base?: string;
};

/** Builds the images, or loads them from the cache. Returns their tags by name. */
export async function buildImages(
  names: readonly string[],
  { host, base }: BuildImagesOptions,
): Promise<{ readonly tags: Containers['images'] } | MissingDependency> {
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
    const tags: Containers['images'] = JSON.parse(answer);
    return { tags };
  } catch {
    const log = readFileSync(logFile, 'utf8');
    return { unavailable: `the images could not be built: ${log.slice(-2_000)}` };
  }
}
