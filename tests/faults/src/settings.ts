import type { FaultyRegionOptions } from './faulty-region.ts';
import type { Defect } from './programs/break-on-purpose.ts';
import type { RunOptions } from './run.ts';

export type RunSettings = {
  readonly region: FaultyRegionOptions;
  readonly run: Pick<RunOptions, 'pace' | 'durationMs' | 'lanes' | 'perSecond' | 'settleMs'>;
};

/** As long as it is told to: every fault holds as long as it asks for, minutes where it wants minutes. */
export function longRun(minutes: number, defect?: Defect): RunSettings {
  return {
    region: {
      countries: ['MK', 'RS', 'BA'],
      workers: 2,
      clocks: true,
      steps: { releaseEveryMs: 30_000, defect },
    },
    run: {
      pace: { gapMs: [500, 6_000], mostHoldMs: Number.POSITIVE_INFINITY },
      durationMs: minutes * 60_000,
      lanes: 2,
      perSecond: 120,
      settleMs: 180_000,
    },
  };
}

/** Two minutes with the start and the end: the tests make it, from another seed each time. */
export function cutRun(defect?: Defect): RunSettings {
  return {
    region: { countries: ['MK', 'BA'], workers: 2, clocks: true, steps: { releaseEveryMs: 1_500, defect } },
    run: {
      pace: { gapMs: [200, 1_200], mostHoldMs: 8_000, first: ['outlive-claim'] },
      durationMs: 70_000,
      lanes: 2,
      perSecond: 80,
      settleMs: 60_000,
    },
  };
}
