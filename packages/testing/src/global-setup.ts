import { readFile } from 'node:fs/promises';
import { publishDependency, readTestingConfig } from './config.ts';
import { publishTestContainers } from './containers-for-tests.ts';
import type { StartedDependency } from './dependency.ts';
import { startKafka } from './kafka.ts';
import { prepareContainers } from './prepare-containers.ts';
import { startRedis } from './redis.ts';

/** The part of vitest's project that is used here, because this package does not depend on vitest. */
type Project = {
  readonly vitest: { readonly filenamePattern?: string[] | undefined };
  globTestFiles(filters?: string[]): Promise<{ testFiles: string[] }>;
};

/**
 * vitest's global setup: starts each dependency once per run, if a test of the run contains `kafkaForTests`, `redisForTests` or
 * `containersForTests`. Workers receive the addresses through environment variables.
 */
export default async function globalSetup(project: Project): Promise<() => Promise<void>> {
  const { testFiles } = await project.globTestFiles(project.vitest.filenamePattern);
  const sources = await Promise.all(testFiles.map((file) => readFile(file, 'utf8')));
  const wanted = (helper: string) => sources.some((source) => source.includes(helper));
  const want = {
    kafka: wanted('kafkaForTests'),
    redis: wanted('redisForTests'),
    services: wanted('containersForTests'),
  };
  const containers = await prepareContainers(want);
  publishTestContainers(containers.forTests);
  if ('unavailable' in containers.forTests && want.services)
    process.stderr.write(`no test runs in containers: ${containers.forTests.unavailable}\n`);
  const { ci } = readTestingConfig();
  const options = { containers: containers.forDependencies };
  const started = await Promise.all([
    want.kafka ? startDependency('KAFKA', () => startKafka(options), ci) : undefined,
    want.redis ? startDependency('REDIS', () => startRedis(options), ci) : undefined,
  ]).catch(async (error) => {
    await containers.stop();
    throw error;
  });
  return async () => {
    for (const part of started) if (part !== undefined && 'stop' in part) await part.stop();
    await containers.stop();
  };
}

async function startDependency(
  name: 'KAFKA' | 'REDIS',
  start: () => Promise<StartedDependency>,
  ci: boolean,
): Promise<StartedDependency> {
  const part = await start();
  publishDependency(name, part);
  if ('unavailable' in part) {
    if (ci) throw new Error(part.unavailable);
    process.stderr.write(`tests that need it are skipped: ${part.unavailable}\n`);
  }
  return part;
}
