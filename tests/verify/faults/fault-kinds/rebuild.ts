import { setTimeout as delay } from 'node:timers/promises';
import { RebuildStep } from '@waylight/contracts/operations';
import type { Random } from '../../random.ts';
import type { FaultKind } from '../fault-kind.ts';
import type { FaultyRegion } from '../faulty-region.ts';
import { connectOperations } from '../operations.ts';

/** Slows down a rebuild, so that faults can meet it. */
const LATE_MS = [0, 15] as const;
/** An interrupted rebuild may still own its lease. */
const LAST_WORD_MS = 60_000;

/** Faults during a rebuild, given the number of the worker that rebuilds. */
const MEANWHILE: Readonly<Record<string, (faulty: FaultyRegion, worker: number) => Promise<unknown>>> = {
  nothing: async () => {},
  'the worker is killed': ({ region, supervisor }, worker) =>
    supervisor.kill(region.workers[worker] ?? region.insights),
  'another worker is killed': ({ region, supervisor }, worker) =>
    supervisor.kill(region.workers[(worker + 1) % region.workers.length] ?? region.insights),
  'its connections are reset': async ({ linksWith }, worker) => {
    for (const link of linksWith(`aggregation-${worker} →`)) link.reset();
  },
  'the store forgets its scripts': ({ stores }) => stores.sendCommand(stores.primary(), 'SCRIPT', 'FLUSH'),
  'the store is killed': async ({ stores }) => {
    const server = stores.primary();
    await server.kill();
    await server.start();
    await stores.waitUntilInSync();
  },
};

/**
 * Everything is recounted repeatedly next to the live generation, under load and further faults. Each swap must be exact:
 * counts at equal positions must not differ, and the final check reads a rebuilt generation.
 */
export const rebuildUnderLoad: FaultKind = {
  name: 'rebuild',
  durationMs: [5_000, 25_000],
  inject: async (faulty, random, signal) => {
    const seen = { swapped: 0, brokenOff: 0, differing: 0 };
    const rebuild = async (meanwhile: string) => {
      const worker = random.between(0, faulty.region.workers.length - 1);
      const operations = connectOperations(faulty, worker);
      try {
        const happening = disturbRebuild(faulty, random, worker, meanwhile);
        const result = await operations.rebuild().finally(() => happening);
        if (result?.step === RebuildStep.SWAPPED) seen.swapped++;
        else {
          seen.brokenOff++;
          seen.differing += result?.differingPartitions ?? 0;
        }
        return result?.step === RebuildStep.SWAPPED;
      } catch {
        seen.brokenOff++;
        return false;
      } finally {
        operations.close();
      }
    };
    const lateMs = random.between(...LATE_MS);
    const links = faulty.linksWith('aggregation', '→ redis');
    for (const link of links) link.delay(lateMs);
    const going = (async () => {
      do {
        await rebuild(random.pick(Object.keys(MEANWHILE)));
        await delay(random.between(0, 800), undefined, { signal }).catch(() => undefined);
      } while (!signal.aborted);
      for (const link of links) link.restore();
      // The last rebuild is undisturbed and swaps, so that the final check reads recounted cells.
      const until = performance.now() + LAST_WORD_MS;
      while (!(await rebuild('nothing')) && performance.now() < until) await delay(500);
    })();
    return {
      what: `rebuilds, with ${lateMs} ms more to the store`,
      heal: () => going,
      observations: () => ({
        'rebuilds that swapped': seen.swapped,
        'rebuilds that broke off': seen.brokenOff,
      }),
      violations: () => [
        ...(seen.differing > 0 ? [`a rebuild differs in ${seen.differing} partitions`] : []),
        ...(seen.swapped === 0 ? ['no rebuild was completed'] : []),
      ],
    };
  },
};

async function disturbRebuild(
  faulty: FaultyRegion,
  random: Random,
  worker: number,
  what: string,
): Promise<void> {
  await delay(random.between(0, 1_200));
  await MEANWHILE[what]?.(faulty, worker);
}
