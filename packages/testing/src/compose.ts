import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTestingConfig, realTimeEnvironment, userCacheFolder } from './config.ts';
import type { MissingDependency } from './dependency.ts';

/** The last version of Compose 2: it works with Debian 12's Docker 20.10. */
const VERSION = '2.40.3';
const MODULE = 'github.com/docker/compose/v2';
/** On two busy cores, a compilation takes four minutes. */
const COMPILE_MS = 15 * 60_000;

/** Docker Compose as a plugin: with `environment`, `docker compose` works. */
export type Compose = { readonly environment: { readonly DOCKER_CONFIG?: string } };

/**
 * Finds Docker Compose 2, or compiles it once into the user's cache. Like `kafkaForTests`: if it is missing, throws under CI, and
 * otherwise returns the reason.
 */
export function composeForTests(): Compose | MissingDependency {
  const found = findOrCompile();
  if ('unavailable' in found && readTestingConfig().ci)
    throw new Error(`Compose is missing, and under CI no test may be skipped: it needs ${found.unavailable}`);
  return found;
}

function findOrCompile(): Compose | MissingDependency {
  if (isWorking({})) return { environment: {} };
  // The folder's name contains the version, so that another version is compiled again.
  const home = join(userCacheFolder(), `docker-compose-${VERSION}`);
  const environment = { DOCKER_CONFIG: home };
  const plugin = join(home, 'cli-plugins', 'docker-compose');
  if (!existsSync(plugin)) {
    const failure = compile(plugin);
    if (failure !== undefined) return { unavailable: failure };
  }
  return isWorking(environment) ? { environment } : { unavailable: 'docker on the path' };
}

function isWorking(environment: Compose['environment']): boolean {
  const env = { ...process.env, ...environment };
  const asked = spawnSync('docker', ['compose', 'version', '--short'], {
    env,
    encoding: 'utf8',
    timeout: 30_000,
  });
  return asked.status === 0 && /^v?2\./.test(asked.stdout);
}

/** Compiles the plugin in an empty module. Returns the reason if it fails. */
function compile(plugin: string): string | undefined {
  if (spawnSync('go', ['version'], { timeout: 30_000 }).status !== 0)
    return 'Go on the path, or Docker with Compose 2';
  const module = mkdtempSync(join(tmpdir(), 'waylight-compose-'));
  const flags = ['-trimpath', '-ldflags', `-s -w -X ${MODULE}/internal.Version=v${VERSION}`];
  const binary = join(module, 'docker-compose');
  try {
    for (const args of [
      ['mod', 'init', 'waylight.invalid/compose'],
      ['get', `${MODULE}/cmd@v${VERSION}`],
      ['build', ...flags, '-o', binary, `${MODULE}/cmd`],
    ]) {
      const env = { ...realTimeEnvironment(), CGO_ENABLED: '0' };
      const { status, stderr } = spawnSync('go', args, {
        cwd: module,
        env,
        encoding: 'utf8',
        timeout: COMPILE_MS,
      });
      if (status !== 0) return `Go's module proxy (${stderr.trim().split('\n').at(-1)})`;
    }
    mkdirSync(join(plugin, '..'), { recursive: true });
    // The file is renamed when complete, because another run may use the cache.
    const partial = `${plugin}-${process.pid}`;
    copyFileSync(binary, partial);
    renameSync(partial, plugin);
    return undefined;
  } finally {
    rmSync(module, { recursive: true, force: true });
  }
}
