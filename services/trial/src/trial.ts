import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Runnable } from '@waylight/service-kit';
import { approveExampleReleases } from './approve-example-releases.ts';
import type { Arguments } from './arguments.ts';
import { createExampleClock } from './example-clock.ts';
import { exampleDays, loadExampleData } from './example-data.ts';
import { createExampleLoading } from './example-loading.ts';
import { prepareFiles } from './files.ts';
import { type Layout, layoutOf } from './layout.ts';
import { takeLock } from './lock.ts';
import { createRegion, type Region } from './region.ts';
import { openRegionLog } from './region-log.ts';
import { formatStartMessage, READY, type TrialAccess } from './start-message.ts';
import { writeState } from './state.ts';

/** Password and link on a terminal; otherwise the path of the password, because others may read a redirected output. */
async function readAccess({ password }: Layout, region: Region): Promise<TrialAccess> {
  if (!process.stdout.isTTY) return { password: `in ${relative(process.cwd(), password)}` };
  return { password: (await readFile(password, 'utf8')).trim(), link: region.createSignInLink() };
}

/**
 * One run of a trial: lock, files, region, start message, and at the first start the example data. Insights starts when
 * `waitForPages` resolves.
 */
export function createTrial(args: Arguments, waitForPages: (signal: AbortSignal) => Promise<void>): Runnable {
  const layout = layoutOf(args.dataDir);
  const undo: (() => Promise<void>)[] = [];
  const stopping = new AbortController();
  let region: Region | undefined;

  async function stop(): Promise<void> {
    stopping.abort(new Error('the region is stopping'));
    for (const step of undo.splice(0).reverse()) await step();
  }

  return {
    async start(signal) {
      const until = AbortSignal.any([signal, stopping.signal]);
      try {
        const lock = await takeLock(layout.lock);
        undo.push(() => lock.release());
        const { registry, state } = await prepareFiles(layout, args, new Date());
        const { log, close } = await openRegionLog(layout.logFile, Date.now());
        undo.push(close);
        const { portOffset, example } = state;
        const isUnloaded = example !== undefined && !example.loaded;
        const clock = createExampleClock();
        const loading = isUnloaded ? createExampleLoading(layout, exampleDays(example)) : undefined;
        region = createRegion({
          layout,
          portOffset,
          holdReleases: isUnloaded,
          isSimulated: example !== undefined,
          log,
          waitForPages,
          ...(loading === undefined ? {} : { clocks: clock, loading }),
        });
        await region.start(until);
        undo.push(() => region?.stop() ?? Promise.resolve());
        const access = { ...(await readAccess(layout, region)), load: loading?.current() };
        process.stdout.write(formatStartMessage(layout, registry, state, access));
        if (isUnloaded && loading !== undefined) {
          const { credentialOf } = loading;
          const running = { layout, registry, portOffset, signal: until, credentialOf };
          await loadExampleData({ ...running, example, clock, region, loading });
          await approveExampleReleases(running);
          await writeState(layout.region, { ...state, example: { ...example, loaded: true } });
          region.resumeReleases();
          loading.end();
        }
        process.stdout.write(READY);
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
  };
}
