import { readFileSync } from 'node:fs';
import type { WatchedProcess } from './fuzz-target.ts';

/** Resident memory of one process over a run, in MiB. */
export type MemoryUse = {
  readonly name: string;
  readonly before: number;
  readonly peak: number;
  readonly after: number;
  /** The limit; a higher peak is a defect. */
  readonly most: number;
};

const EVERY_MS = 100;

/**
 * A node runs on a machine of 1 GiB, together with the system. A server that leaves 384 MiB to it under any input does not
 * bring the machine down.
 */
const MAX_MIB = 640;

/** Measures the memory of processes until it is stopped. */
export function watchMemory(processes: () => readonly WatchedProcess[]): { stop(): readonly MemoryUse[] } {
  const uses = new Map<string, { before: number; peak: number; after: number; most: number }>();
  const measure = () => {
    for (const { name, pid, mostMib = MAX_MIB } of processes()) {
      const mib = residentMib(pid());
      if (mib === undefined) continue;
      const use = uses.get(name) ?? { before: mib, peak: mib, after: mib, most: mostMib };
      uses.set(name, { ...use, peak: Math.max(use.peak, mib), after: mib });
    }
  };
  measure();
  const timer = setInterval(measure, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      measure();
      return [...uses].map(([name, use]) => ({ name, ...use }));
    },
  };
}

/** Reads /proc; undefined if the process has ended. */
export function residentMib(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  try {
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? undefined : Number(kib) / 1_024;
  } catch {
    return undefined;
  }
}
