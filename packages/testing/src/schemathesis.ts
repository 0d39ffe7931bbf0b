import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { realTimeEnvironment } from './config.ts';
import type { MissingDependency } from './dependency.ts';

const CACHE = fileURLToPath(new URL('../../../.waylight/cache/', import.meta.url));
const VERSION = '4.32.5';
const INSTALL_MS = 300_000;

const run = promisify(execFile);

/** Installs the program from PyPI into a virtual environment in the workspace's cache. */
export async function installSchemathesis(): Promise<{ readonly program: string } | MissingDependency> {
  const home = join(CACHE, `schemathesis-${VERSION}`);
  const program = join(home, 'bin', 'schemathesis');
  const complete = join(home, 'complete');
  if (existsSync(complete)) return { program };
  // A folder may be left over from an interrupted installation.
  rmSync(home, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  try {
    await run('python3', ['-m', 'venv', home], { timeout: INSTALL_MS });
  } catch (error) {
    return { unavailable: `Python 3 with venv (${reasonOf(error)})` };
  }
  try {
    const wanted = ['--quiet', '--disable-pip-version-check', `schemathesis==${VERSION}`];
    await run(join(home, 'bin', 'pip'), ['install', ...wanted], {
      env: realTimeEnvironment(),
      timeout: INSTALL_MS,
    });
  } catch (error) {
    return { unavailable: `schemathesis ${VERSION} from PyPI (${reasonOf(error)})` };
  }
  mkdirSync(complete);
  return { program };
}

function reasonOf(error: unknown): string {
  const stderr = String(Reflect.get(Object(error), 'stderr') ?? '').trim();
  return stderr === '' ? String(error) : (stderr.split('\n').at(-1) ?? stderr);
}
