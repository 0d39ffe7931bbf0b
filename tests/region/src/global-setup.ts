import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { portOffset } from '@waylight/testing';
import { exampleFacts } from './example-facts.ts';
import { ROOT } from './service-process.ts';
import { isTestRun, publishTestRun, type SharedRegionKind } from './test-run.ts';
import { createTrialProcess, prepareTrial, type TrialShape } from './trial-process.ts';
import { startTrialRegion, type TrialRegion } from './trial-region.ts';

const MAX_ATTEMPTS = 5;
/** The limit in "Numbers under 20 are not broken down" of the explanations. */
const BROKEN_DOWN_FROM = 20;

/** vitest's global setup: creates each example region once, when a test requests it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  // Each project of vitest calls this function. Only the first call creates the shared resources.
  if (isTestRun()) return async () => undefined;
  const folder = await mkdtemp(join(tmpdir(), 'waylight-run-'));
  const examples = new Map<string, Promise<string>>();
  const regions = new Map<string, Promise<TrialRegion>>();
  let pages: Promise<unknown> | undefined;
  const create = {
    example: async (shape: TrialShape, key: string) => {
      // The region serves the built dashboard.
      pages ??= promisify(execFile)(process.execPath, [join(ROOT, 'scripts', 'dashboard.mjs')]);
      await pages;
      return onceByKey(examples, key, () => createExampleFolder(join(folder, String(examples.size)), shape));
    },
    region: async (shape: TrialShape, key: string) => {
      const region = await onceByKey(regions, key, () => startTrialRegion({ ...shape, run: 'trial' }));
      return { dataDir: region.dataDir, portOffset: region.portOffset };
    },
  };
  const server = createServer((request, response) => {
    const kind = request.url?.slice(1) as SharedRegionKind;
    json(request)
      .then((shape): Promise<unknown> => create[kind](shape as TrialShape, JSON.stringify(shape)))
      .then(
        (created) => response.end(JSON.stringify({ created })),
        (error) => response.end(JSON.stringify({ problem: String(error) })),
      );
  });
  const socket = join(folder, 'regions.sock');
  server.listen(socket);
  await once(server, 'listening');
  publishTestRun(socket);
  return async () => {
    server.close();
    for (const region of await Promise.allSettled(regions.values()))
      if (region.status === 'fulfilled') await region.value.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

function onceByKey<T>(cache: Map<string, Promise<T>>, key: string, create: () => Promise<T>): Promise<T> {
  const before = cache.get(key);
  if (before !== undefined) return before;
  const now = create();
  cache.set(key, now);
  return now;
}

/**
 * Creates the folder of a stopped region with example data and releases. Tests of pages rely on three facts of the newest
 * periods: no table is withheld, only Montenegro is silent, and Serbia has enough reports for a breakdown. If a draw or seed
 * gives other facts, the next one is tried.
 */
async function createExampleFolder(folder: string, shape: TrialShape): Promise<string> {
  let { secret, seed } = shape;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    await prepareTrial(folder, { ...shape, secret, seed });
    const running = createTrialProcess(
      { dataDir: folder, portOffset: portOffset() },
      shape.data,
      dirname(folder),
    );
    const isReady = await running.start();
    await running.end('SIGTERM');
    if (isReady) {
      const { withheld, silent, incidents } = await exampleFacts(folder);
      const isUsual = silent.length <= 1 && (incidents.RS ?? 0) >= BROKEN_DOWN_FROM;
      if (withheld.length === 0 && isUsual) return folder;
      if (withheld.length > 0) secret = createHash('sha256').update(secret).digest('hex');
      else seed += 1;
    }
    // Another program may use one of the ports.
    else if (attempt === MAX_ATTEMPTS) throw new Error(`the region did not start: ${running.output()}`);
    await rm(folder, { recursive: true, force: true });
  }
  throw new Error(`none of ${MAX_ATTEMPTS} example regions has the facts that tests rely on`);
}
