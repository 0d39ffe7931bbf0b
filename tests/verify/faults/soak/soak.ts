import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from '../fault-kind.ts';
import type { FaultyRegion } from '../faulty-region.ts';
import { type RunResult, runUnderFaults } from '../run.ts';
import { type Growth, measureGrowth } from './growth.ts';
import { startReaders } from './readers.ts';
import { type Sample, takeSample } from './sample.ts';

export type SoakOptions = {
  readonly faulty: FaultyRegion;
  readonly seed: number;
  readonly durationMs: number;
  readonly perSecond: number;
  readonly everyMs: number;
  /** Between the end of a fault and the start of the next one, in milliseconds. */
  readonly gapMs: readonly [least: number, most: number];
  readonly faultKinds: readonly FaultKind[];
  readonly settleMs: number;
  readonly onSample: (sample: Sample) => void;
  readonly print: (line: string) => void;
  readonly signal?: AbortSignal;
};

export type SoakResult = {
  readonly samples: readonly Sample[];
  readonly growth: readonly Growth[];
  readonly history: RunResult;
};

/** The faults of a region's everyday operation. */
export const SOAK_FAULTS: readonly string[] = [
  'kill-intake',
  'kill-aggregation',
  'restart-broker',
  'reset-connections',
];

/** Runs steady load with a fault now and then, and takes samples. Then checks the history like every run of faults. */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { faulty, durationMs, everyMs } = options;
  const startedAt = performance.now();
  const readers = startReaders(faulty.region.ports.insightsHttp);
  const ending = new AbortController();
  const samples: Sample[] = [];
  const sampling = (async () => {
    while (!ending.signal.aborted) {
      const next = startedAt + samples.length * everyMs;
      await delay(Math.max(0, next - performance.now()), undefined, { signal: ending.signal }).catch(
        () => undefined,
      );
      if (ending.signal.aborted) break;
      const sample = await takeSample(faulty, startedAt);
      samples.push(sample);
      options.onSample(sample);
    }
  })();
  try {
    const history = await runUnderFaults({
      faulty,
      seed: options.seed,
      faultKinds: options.faultKinds.map(protectProcesses),
      pace: { gapMs: options.gapMs, maxDurationMs: Number.POSITIVE_INFINITY },
      durationMs,
      clientsPerNode: 2,
      perSecond: options.perSecond,
      settleMs: options.settleMs,
      print: options.print,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      onLoadEnded: async () => {
        ending.abort();
        await sampling;
      },
    });
    return { samples, growth: measureGrowth(samples), history };
  } finally {
    ending.abort();
    await Promise.all([sampling, readers.stop()]);
  }
}

/** Processes that no fault ends, so that one of each kind lives through the whole run. */
const PROTECTED_PROCESSES: readonly string[] = ['aggregation-0', 'intake-MK', 'insights'];

/** Hides the protected processes from a fault; links and servers stay visible. */
function protectProcesses(fault: FaultKind): FaultKind {
  return {
    ...fault,
    inject: (faulty, ...rest) => fault.inject(hideProtectedProcesses(faulty), ...rest),
  };
}

function hideProtectedProcesses(faulty: FaultyRegion): FaultyRegion {
  const { region } = faulty;
  const isUnprotected = ({ name }: { readonly name: string }) => !PROTECTED_PROCESSES.includes(name);
  return {
    ...faulty,
    region: {
      ...region,
      processes: () => region.processes().filter(isUnprotected),
      workers: region.workers.filter(isUnprotected),
      intake: new Map([...region.intake].filter(([, one]) => isUnprotected(one))),
    },
  };
}
