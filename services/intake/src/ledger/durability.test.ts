import { describe, expect, it } from 'vitest';
import { createDurability } from './durability.ts';

/** A disk whose flushes complete when the test decides. */
function slowDisk() {
  const syncs: PromiseWithResolvers<void>[] = [];
  const sync = (): Promise<void> => {
    const one = Promise.withResolvers<void>();
    syncs.push(one);
    return one.promise;
  };
  return { syncs, sync };
}

async function isSettled(promise: Promise<void>): Promise<boolean> {
  const turn = new Promise((resolve) => setImmediate(() => resolve('open')));
  return (await Promise.race([promise.then(() => 'settled'), turn])) === 'settled';
}

describe('durability', () => {
  it('waits for the disk, except if nothing was committed', async () => {
    const { syncs, sync } = slowDisk();
    const { markCommitted, waitUntilDurable } = createDurability(sync);
    expect(await isSettled(waitUntilDurable())).toBe(true);
    markCommitted();
    const first = waitUntilDurable();
    expect(await isSettled(first)).toBe(false);
    syncs[0]?.resolve();
    await first;
    await waitUntilDurable();
    expect(syncs).toHaveLength(1);
  });

  it('never relies on a flush that began before the commit', async () => {
    const { syncs, sync } = slowDisk();
    const { markCommitted, waitUntilDurable } = createDurability(sync);
    markCommitted();
    const first = waitUntilDurable();
    markCommitted();
    const second = waitUntilDurable();
    const third = waitUntilDurable();
    syncs[0]?.resolve();
    await first;
    expect(await isSettled(second)).toBe(false);
    syncs[1]?.resolve();
    await Promise.all([second, third]);
    expect(syncs).toHaveLength(2);
  });

  it('rejects everything after the first failed flush', async () => {
    const { syncs, sync } = slowDisk();
    const { markCommitted, waitUntilDurable } = createDurability(sync);
    markCommitted();
    const failed = waitUntilDurable();
    syncs[0]?.reject(new Error('EIO'));
    await expect(failed).rejects.toMatchObject({ code: 'not-durable' });
    markCommitted();
    await expect(waitUntilDurable()).rejects.toMatchObject({ code: 'not-durable' });
    expect(syncs).toHaveLength(1);
  });

  it('has made everything durable when it is closed', async () => {
    const { sync } = slowDisk();
    const { markCommitted, waitUntilDurable, close } = createDurability(sync);
    markCommitted();
    const open = waitUntilDurable();
    close();
    await open;
  });
});
