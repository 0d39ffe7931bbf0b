import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@waylight/tests-region';

const PROJECT = join(ROOT, 'tests/verify/bench/peers');
const BUILD_MS = 300_000;

/** The reason why the peers cannot be built here; undefined if they can. */
export function peersUnavailable(): string | undefined {
  const works = (program: string, flag: string) =>
    spawnSync(program, [flag], { timeout: 30_000 }).status === 0;
  if (!works('java', '-version')) return 'the peers need Java 17 or later on the path';
  if (!works('mvn', '-v')) return 'the peers need Maven on the path';
  return undefined;
}

/** Returns the class path of the peers, which are built once for each state of their sources, in the workspace's cache. */
export async function buildPeers(): Promise<string> {
  const cached = join(ROOT, '.waylight/cache', `peers-${hashOfSources()}`);
  if (!existsSync(cached)) {
    const target = `${cached}-${process.pid}`;
    const maven = spawn(
      'mvn',
      ['-q', '-B', '-f', join(PROJECT, 'pom.xml'), 'package', `-Dfolder=${target}`],
      {
        stdio: ['ignore', 2, 2],
        timeout: BUILD_MS,
      },
    );
    const [code] = await once(maven, 'exit');
    if (code !== 0) {
      rmSync(target, { recursive: true, force: true });
      throw new Error('the peers could not be built: see the output of Maven above');
    }
    // Another run may have been faster; its folder is equal.
    if (existsSync(cached)) rmSync(target, { recursive: true, force: true });
    else renameSync(target, cached);
  }
  return `${join(cached, 'peers.jar')}:${join(cached, 'libs/*')}`;
}

/** "Kafka Streams 4.4.0, Java 17.0.15". */
export function peerVersions(): string {
  const [, streams = 'unknown'] =
    /<kafka.version>([^<]+)/.exec(readFileSync(join(PROJECT, 'pom.xml'), 'utf8')) ?? [];
  const java = spawnSync('java', ['-version'], { encoding: 'utf8', timeout: 30_000 }).stderr;
  return `Kafka Streams ${streams}, Java ${/version "([^"]+)"/.exec(java)?.[1] ?? 'unknown'}`;
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = readdirSync(PROJECT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(java|xml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file.slice(PROJECT.length)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}
