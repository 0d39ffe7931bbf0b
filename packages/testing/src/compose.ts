import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readTestingConfig, userCacheFolder } from './config.ts';
import type { MissingDependency } from './dependency.ts';
import { compileGoProgram } from './go-program.ts';

/** The last version of Compose 2: it works with Debian 12's Docker 20.10. */
const VERSION = '2.40.3';
const MODULE = 'github.com/docker/compose/v2';

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
    const failure = compileGoProgram({
      module: `${MODULE}/cmd`,
      version: VERSION,
      linkerFlags: `-X ${MODULE}/internal.Version=v${VERSION}`,
      file: plugin,
    });
    if (failure !== undefined) return { unavailable: `${failure}, or Docker with Compose 2` };
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
