import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installWithApt } from './apt.ts';
import { readTestingConfig } from './config.ts';
import type { MissingDependency, StartedDependency, StartOptions } from './dependency.ts';
import { freePort } from './free-port.ts';
import { startLocalServer } from './local-server.ts';
import { isServerResponding } from './wait.ts';

/** The folder of each version's programs on Debian and Ubuntu. */
const VERSIONS = '/usr/lib/postgresql';
const PREFERRED_VERSION = 15;
/** Stops the package from creating and starting its own cluster. */
const NO_CLUSTER = ['/etc/postgresql-common', 'createcluster.conf', 'create_main_cluster = false\n'] as const;

/**
 * Returns the folder of PostgreSQL's programs: version 15 or the newest. Installs PostgreSQL with apt-get as root if it is
 * missing.
 */
function findOrInstallPostgres(): { readonly folder: string } | MissingDependency {
  const there = findPrograms();
  if (there !== undefined) return { folder: there };
  const [folder, file, content] = NO_CLUSTER;
  if (process.getuid?.() === 0 && !existsSync(join(folder, file))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  const failure = installWithApt(`postgresql-${PREFERRED_VERSION}`) && installWithApt('postgresql');
  const installed = findPrograms();
  if (installed !== undefined) return { folder: installed };
  return { unavailable: `PostgreSQL in ${VERSIONS}, or root on Debian or Ubuntu (${failure})` };
}

/** Like `kafkaForTests`: if PostgreSQL is missing, throws under CI, and otherwise returns the reason to skip tests. */
export function postgresForTests(): { readonly folder: string } | MissingDependency {
  const found = findOrInstallPostgres();
  if ('unavailable' in found && readTestingConfig().ci)
    throw new Error(`PostgreSQL is missing, and under CI no test may be skipped: ${found.unavailable}`);
  return found;
}

function findPrograms(): string | undefined {
  if (!existsSync(VERSIONS)) return undefined;
  const versions = readdirSync(VERSIONS)
    .filter((version) => existsSync(join(VERSIONS, version, 'bin/postgres')))
    .sort((a, b) => Number(b) - Number(a));
  const version = versions.find((one) => Number(one) === PREFERRED_VERSION) ?? versions[0];
  return version === undefined ? undefined : join(VERSIONS, version, 'bin');
}

/** Starts a PostgreSQL for one benchmark, in a new folder. Its address is a URL on loopback without a password. */
export async function startPostgres({ signal }: StartOptions = {}): Promise<StartedDependency> {
  const found = findOrInstallPostgres();
  if ('unavailable' in found) return found;
  const account = serverAccount();
  if (account === undefined) return { unavailable: 'an account for PostgreSQL, which does not run as root' };
  const folder = await mkdtemp(join(tmpdir(), 'waylight-postgres-'));
  const cleanUp = () => rm(folder, { recursive: true, force: true });
  const data = join(folder, 'data');
  mkdirSync(data);
  for (const path of [folder, data]) chownSync(path, account.uid, account.gid);
  const asAccount = (program: string, ...args: string[]): [string, string[]] =>
    account.own
      ? [join(found.folder, program), args]
      : [
          'setpriv',
          [
            `--reuid=${account.uid}`,
            `--regid=${account.gid}`,
            '--clear-groups',
            join(found.folder, program),
            ...args,
          ],
        ];
  const init = ['--pgdata', data, '--username', 'bench', '--auth', 'trust', '--encoding', 'UTF8'];
  const made = spawnSync(...asAccount('initdb', ...init, '--no-locale', '--no-sync'), {
    encoding: 'utf8',
    cwd: folder,
    timeout: 60_000,
  });
  if (made.status !== 0) {
    await cleanUp();
    throw new Error(`PostgreSQL's data folder could not be created: ${made.stderr}`);
  }
  const port = await freePort();
  const logFile = join(folder, 'postgres.log');
  const [command, args] = asAccount(
    'postgres',
    ...['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'],
  );
  return startLocalServer({
    name: 'PostgreSQL',
    address: `postgres://bench@127.0.0.1:${port}/postgres`,
    command,
    args,
    logFile,
    isReady: () => isServerResponding('127.0.0.1', port, STARTUP, (answer) => answer[0] === AUTHENTICATED),
    wait: { signal, deadlineMs: 30_000, everyMs: 50 },
    cleanUp,
  }).catch(async (cause) => {
    const log = await readFile(logFile, 'utf8').catch(() => '');
    await cleanUp();
    throw new Error(`PostgreSQL did not start: ${log.slice(-2_000)}`, { cause });
  });
}

/** The first message of a client. The server answers "R" once it accepts queries, and an error while it starts. */
const STARTUP = startupMessage({ user: 'bench', database: 'postgres' });
const AUTHENTICATED = 'R'.charCodeAt(0);

function startupMessage(parameters: Readonly<Record<string, string>>): Buffer {
  const text = Object.entries(parameters)
    .map(([name, value]) => `${name}\0${value}\0`)
    .join('');
  const message = Buffer.alloc(8 + text.length + 1);
  message.writeInt32BE(message.length, 0);
  message.writeInt32BE(3 << 16, 4);
  message.write(text, 8);
  return message;
}

type Account = { readonly uid: number; readonly gid: number; readonly own: boolean };

/**
 * Returns PostgreSQL's own account if this process is root, because PostgreSQL refuses to run as root. Otherwise returns the
 * current account.
 */
function serverAccount(): Account | undefined {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  if (own.uid !== 0) return { ...own, own: true };
  const ask = (flag: string, name: string) =>
    Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [ask('-u', name), ask('-g', name)];
    if (uid > 0 && gid > 0) return { uid, gid, own: false };
  }
  return undefined;
}
