import { readFile } from 'node:fs/promises';
import { publishPart, readTestingConfig } from './config.ts';
import { startKafka } from './kafka.ts';
import type { StartedPart } from './part.ts';
import { startRedis } from './redis.ts';

/** The little that is used of vitest's project: this package does not depend on vitest. */
type Project = {
  readonly vitest: { readonly filenamePattern?: string[] | undefined };
  globTestFiles(filters?: string[]): Promise<{ testFiles: string[] }>;
};

/**
 * vitest's global setup: starts each part once per run, and only where a test of this run asks for it by
 * `kafkaForTests` or `redisForTests`. Addresses reach the workers by their environment.
 */
export default async function globalSetup(project: Project): Promise<() => Promise<void>> {
  const { testFiles } = await project.globTestFiles(project.vitest.filenamePattern);
  const sources = await Promise.all(testFiles.map((file) => readFile(file, 'utf8')));
  const wanted = (helper: string) => sources.some((source) => source.includes(helper));
  const { ci } = readTestingConfig();
  const started = await Promise.all([
    wanted('kafkaForTests') ? bring('KAFKA', startKafka, ci) : undefined,
    wanted('redisForTests') ? bring('REDIS', startRedis, ci) : undefined,
  ]);
  return async () => {
    for (const part of started) if (part !== undefined && 'stop' in part) await part.stop();
  };
}

async function bring(
  name: 'KAFKA' | 'REDIS',
  start: () => Promise<StartedPart>,
  ci: boolean,
): Promise<StartedPart> {
  const part = await start();
  publishPart(name, part);
  if ('unavailable' in part) {
    if (ci) throw new Error(part.unavailable);
    process.stderr.write(`tests that need it are skipped: ${part.unavailable}\n`);
  }
  return part;
}
