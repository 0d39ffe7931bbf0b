import type { Defect } from '@waylight/tests-region';
import type { FaultyRegionOptions } from './faulty-region.ts';
import type { RunOptions } from './run.ts';

/** Per organisation: far above the load of clients, and low enough that a flood meets it at once. */
const RATE = { WAYLIGHT_INTAKE_RATE_PER_SECOND: '150', WAYLIGHT_INTAKE_RATE_BURST: '300' };

export type RunSettings = {
  readonly region: FaultyRegionOptions;
  readonly run: Pick<
    RunOptions,
    'pace' | 'durationMs' | 'maxFaults' | 'clientsPerNode' | 'perSecond' | 'settleMs'
  >;
};

/** Lasts the given minutes; every fault has its full duration, even minutes. */
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
      pace: { gapMs: [300, 3_000], maxDurationMs: Number.POSITIVE_INFINITY },
      durationMs: minutes * 60_000,
      clientsPerNode: 2,
      perSecond: 120,
      // A lost report never gets its receipt: with a defect the wait is short.
      settleMs: defect === undefined ? 180_000 : 20_000,
    },
  };
}

/** Faults for 70 seconds, of the kinds that take effect within seconds: `--cut`. */
export function shortRun(defect?: Defect): RunSettings {
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
      pace: { gapMs: [200, 1_200], maxDurationMs: 8_000, first: ['outlive-claim'] },
      durationMs: 70_000,
      clientsPerNode: 2,
      perSecond: 80,
      settleMs: 60_000,
    },
  };
}

/** Each of the slower faults once, as short as possible. */
export function sweepRun(): RunSettings & { readonly names: readonly string[] } {
  const names = [
    'fail-over',
    'out-of-memory',
    'fill-node-disk',
    'fill-store-disk',
    'fill-broker-disk',
    'poison-messages',
    'join-and-leave',
  ];
  return {
    region: { nodes: ['MK', 'BA'], workers: 2, disks: true, replica: true, env: { intake: RATE } },
    run: {
      pace: { gapMs: [100, 500], maxDurationMs: 2_000 },
      durationMs: 300_000,
      maxFaults: names.length,
      clientsPerNode: 2,
      perSecond: 80,
      settleMs: 60_000,
    },
    names,
  };
}
