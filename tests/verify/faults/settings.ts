import type { Defect } from '@waylight/tests-region';
import type { FaultyRegionOptions } from './faulty-region.ts';
import type { RunOptions } from './run.ts';

/** Of one organisation: far above what clients send, and low enough that a flood meets it at once. */
const RATE = { WAYLIGHT_INTAKE_RATE_PER_SECOND: '150', WAYLIGHT_INTAKE_RATE_BURST: '300' };

export type RunSettings = {
  readonly region: FaultyRegionOptions;
  readonly run: Pick<RunOptions, 'pace' | 'durationMs' | 'lanes' | 'perSecond' | 'settleMs'>;
};

/** As long as it is told to: every fault holds as long as it asks for, minutes where it wants minutes. */
export function longRun(minutes: number, defect?: Defect): RunSettings {
  return {
    region: {
      nodes: ['MK', 'RS', 'BA'],
      workers: 2,
      clocks: true,
      disks: true,
      replica: true,
      env: { intake: RATE },
      steps: { releaseEveryMs: 6_000, defect },
    },
    run: {
      pace: { gapMs: [300, 3_000], mostHoldMs: Number.POSITIVE_INFINITY },
      durationMs: minutes * 60_000,
      lanes: 2,
      perSecond: 120,
      // What a defect has lost never comes: it need not be waited for.
      settleMs: defect === undefined ? 180_000 : 20_000,
    },
  };
}

/** Two minutes with the start and the end: the tests make it, from another seed each time. */
export function cutRun(defect?: Defect): RunSettings {
  return {
    region: {
      nodes: ['MK', 'BA'],
      workers: 2,
      clocks: true,
      disks: true,
      replica: true,
      env: { intake: RATE },
      steps: { releaseEveryMs: 1_500, defect },
    },
    run: {
      pace: { gapMs: [200, 1_200], mostHoldMs: 8_000, first: ['outlive-claim'] },
      durationMs: 70_000,
      lanes: 2,
      perSecond: 80,
      settleMs: 60_000,
    },
  };
}

/** Each once of what takes longer, as short as it can be. */
export function sweep(): RunSettings & { readonly names: readonly string[] } {
  return {
    region: { nodes: ['MK', 'BA'], workers: 2, disks: true, replica: true, env: { intake: RATE } },
    run: {
      pace: { gapMs: [100, 500], mostHoldMs: 2_000 },
      durationMs: 300_000,
      lanes: 2,
      perSecond: 80,
      settleMs: 60_000,
    },
    names: [
      'fail-over',
      'out-of-memory',
      'fill-node-disk',
      'fill-store-disk',
      'fill-broker-disk',
      'poison-messages',
      'join-and-leave',
    ],
  };
}
