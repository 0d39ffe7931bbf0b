import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { safeToLog } from '@waylight/service-kit';

/** Thrown if another region uses the same files. */
export class RegionRunningError extends Error {
  override readonly name = 'RegionRunningError';
  readonly code = 'REGION_RUNNING';
  readonly [safeToLog] = true;

  constructor(lockFile: string, pid: number) {
    super(
      `another region uses this data folder (process ${pid}, from ${lockFile}): stop it, or start with another --data DIR`,
    );
  }
}

/** Locks a data folder. The lock of a killed process is replaced. */
export async function takeLock(lockFile: string): Promise<{ release(): Promise<void> }> {
  await mkdir(dirname(lockFile), { recursive: true, mode: 0o700 });
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = await open(lockFile, 'wx', 0o600);
      await file.writeFile(`${process.pid} ${await readStartTime(process.pid)}\n`);
      await file.close();
      return { release: () => rm(lockFile, { force: true }) };
    } catch (error) {
      if (Reflect.get(Object(error), 'code') !== 'EEXIST') throw error;
    }
    const [pid, start] = (await readFile(lockFile, 'utf8').catch(() => '')).trim().split(' ');
    if (
      pid !== undefined &&
      /^\d+$/.test(pid) &&
      isAlive(Number(pid)) &&
      (await readStartTime(Number(pid))) === start
    )
      throw new RegionRunningError(lockFile, Number(pid));
    await rm(lockFile, { force: true });
  }
  throw new Error(`${lockFile} reappears whenever it is removed: is another process starting?`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'EPERM';
  }
}

/** Start time of a process from the kernel; "-" if unknown. Ids are reused, but not an id with the same start time. */
async function readStartTime(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
}
