import { readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultKind } from '../fault-kind.ts';

/** It comes back without the last it wrote, as from a disk that lied or a replica that was behind, or with nothing at all. */
const FORMS = ['older', 'empty'] as const;
/** Of what it wrote since its file was begun, in percent. */
const MOST_LOST = 60;

/**
 * The store ends as a crash would and has lost what it had confirmed. This is against its configuration, and the region
 * does not promise receipts that hold through it; but cells and positions go back together, so that all is counted again.
 */
export const setStoreBack: FaultKind = {
  name: 'set-store-back',
  durationMs: [0, 3_000],
  alsoWhenIdle: true,
  variants: FORMS,
  inject: async ({ stores }, random, _signal, variant) => {
    const server = stores.primary();
    const [, folder] = (await stores.sendCommand(server, 'CONFIG', 'GET', 'dir')) as [Buffer, Buffer];
    const before = Number(await stores.sendCommand(server, 'DBSIZE'));
    await server.kill();
    const lost = variant === 'empty' ? 100 : random.between(1, MOST_LOST);
    const files = join(folder.toString(), 'appendonlydir');
    if (variant === 'empty') await rm(files, { recursive: true });
    else await shorten(files, lost);
    let after = 0;
    return {
      what: `the store ends and has lost ${lost} % of its file`,
      heal: async () => {
        await server.start();
        after = Number(await stores.sendCommand(server, 'DBSIZE'));
        // The replica takes over what there is: nobody else has more.
        await stores.waitUntilInSync();
      },
      observations: () => ({ 'keys that a store had lost': Math.max(0, before - after) }),
    };
  },
};

/** Cuts the end off the file that is written at the moment, anywhere: Redis drops what is left of a command. */
async function shorten(folder: string, percent: number): Promise<void> {
  const written = (await readdir(folder)).filter((name) => name.endsWith('.incr.aof')).sort();
  const last = written.at(-1);
  if (last === undefined) throw new Error('the store has no append-only file');
  const file = join(folder, last);
  const { size } = await stat(file);
  await truncate(file, Math.floor((size * (100 - percent)) / 100));
}
