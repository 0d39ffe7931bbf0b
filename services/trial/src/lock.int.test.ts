import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RegionRunningError, takeLock } from './lock.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-lock-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

describe('the lock of a data folder', () => {
  it('refuses a second start until the first has released it', async () => {
    const file = join(dir, 'a.lock');
    const lock = await takeLock(file);
    await expect(takeLock(file)).rejects.toThrow(RegionRunningError);
    await lock.release();
    await (await takeLock(file)).release();
  });

  it('is replaced if its process has ended, even if another process now has the same id', async () => {
    const file = join(dir, 'b.lock');
    await writeFile(file, '999999999 1\n');
    await (await takeLock(file)).release();
    await writeFile(file, `${process.pid} 1\n`);
    await (await takeLock(file)).release();
    await writeFile(file, '');
    await (await takeLock(file)).release();
  });
});
