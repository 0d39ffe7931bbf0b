import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { safeToLog } from '@waylight/service-kit';

/** Another region runs on these files. */
export class RegionRunningError extends Error {
  override readonly name = 'RegionRunningError';
  readonly code = 'REGION_RUNNING';
  readonly [safeToLog] = true;

  constructor(lockFile: string, pid: number) {
    super(
      `another region is running on this data folder (process ${pid}, says ${lockFile}): stop it, or start with --data DIR`,
    );
  }
}

/** Keeps a second start off the same files. What a killed process left behind does not keep anyone off. */
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
  throw new Error('the lock file comes back whenever it is removed');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'EPERM';
  }
}

/** When a process started, as the kernel counts: a process id is used again, the pair is not. "-" where unknown. */
async function readStartTime(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
}
