import { readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultKind } from '../fault-kind.ts';

/** The store starts without its last writes, as after a lying disk or a lagging replica, or empty. */
const FORMS = ['older', 'empty'] as const;
/** Percent of the writes since the file was begun. */
const MAX_LOST = 60;

/**
 * The store is killed and loses confirmed writes. Its configuration excludes this, and receipts may then go back. But cells
 * and positions go back together, so that everything is counted again.
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
    const lost = variant === 'empty' ? 100 : random.between(1, MAX_LOST);
    const files = join(folder.toString(), 'appendonlydir');
    if (variant === 'empty') await rm(files, { recursive: true });
    else await shorten(files, lost);
    let after = 0;
    return {
      what: `the store was killed and lost ${lost} % of its file`,
      heal: async () => {
        await server.start();
        after = Number(await stores.sendCommand(server, 'DBSIZE'));
        // The replica takes over this data, as no server has more.
        await stores.waitUntilInSync();
      },
      observations: () => ({ 'keys that a store had lost': Math.max(0, before - after) }),
    };
  },
};

/** Truncates the current file at any byte: Redis drops the rest of an incomplete command. */
async function shorten(folder: string, percent: number): Promise<void> {
  const written = (await readdir(folder)).filter((name) => name.endsWith('.incr.aof')).sort();
  const last = written.at(-1);
  if (last === undefined) throw new Error('the store has no append-only file');
  const file = join(folder, last);
  const { size } = await stat(file);
  await truncate(file, Math.floor((size * (100 - percent)) / 100));
}
