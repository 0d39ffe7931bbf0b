import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTestingConfig, realTimeEnvironment } from './config.ts';
import type { MissingDependency } from './dependency.ts';

const POM = fileURLToPath(new URL('../kafka/pom.xml', import.meta.url));
const CACHE = fileURLToPath(new URL('../../../.waylight/cache/', import.meta.url));

/** Returns the folder of the broker's jars. Maven fetches them once into the workspace's cache. */
export async function fetchKafkaJars(signal?: AbortSignal): Promise<{ folder: string } | MissingDependency> {
  if (!hasJava17()) return { unavailable: 'Java 17 or later on the path' };
  // The name of the folder is a digest of the whole file, so a change of a jar gives another folder.
  const home = join(
    CACHE,
    `kafka-${createHash('sha256')
      .update(await readFile(POM))
      .digest('hex')
      .slice(0, 12)}`,
  );
  const folder = join(home, 'libs');
  if (await hasBroker(folder)) return { folder };
  if (spawnSync('mvn', ['-v'], { timeout: 30_000 }).status !== 0) return { unavailable: 'Maven on the path' };
  const fetched = join(home, `libs-${process.pid}`);
  await mkdir(fetched, { recursive: true });
  const maven = spawn(
    'mvn',
    [
      '-q',
      '-B',
      '-f',
      POM,
      'dependency:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${fetched}`,
    ],
    { env: realTimeEnvironment(), stdio: ['ignore', 'ignore', 'ignore'], signal, timeout: 300_000 },
  );
  const [code] = await once(maven, 'exit');
  if (code !== 0 || !(await hasBroker(fetched))) {
    await rm(fetched, { recursive: true, force: true });
    return { unavailable: "access to Maven Central, for Kafka's jars" };
  }
  // Another run may have created the same folder.
  await rename(fetched, folder).catch(() => rm(fetched, { recursive: true, force: true }));
  return { folder };
}

/** Like `fetchKafkaJars`, for a test that starts its own broker. Throws under CI if the jars are missing. */
export async function kafkaJarsForTests(): Promise<{ folder: string } | MissingDependency> {
  const jars = await fetchKafkaJars();
  if ('unavailable' in jars && readTestingConfig().ci)
    throw new Error(`Kafka is missing, and under CI no test may be skipped: it needs ${jars.unavailable}`);
  return jars;
}

async function hasBroker(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  return names.some((name) => name.startsWith('kafka_2.13-'));
}

function hasJava17(): boolean {
  const asked = spawnSync('java', ['-version'], { encoding: 'utf8', timeout: 30_000 });
  if (asked.status !== 0) return false;
  return Number(/version "(\d+)/.exec(asked.stderr)?.[1] ?? 0) >= 17;
}
