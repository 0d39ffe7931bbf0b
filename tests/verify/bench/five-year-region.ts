import type { ReleaseEvent } from '@waylight/contracts/release';
import { type ProcessRegion, startRegion } from '@waylight/tests-region';
import type { Dependencies } from './dependencies.ts';
import { type FiveYears, fillRegion, fiveYears, planOf } from './trend-data.ts';

const PARTITIONS = 3;

export type FiveYearRegion = {
  readonly region: ProcessRegion;
  readonly years: FiveYears;
  /** Every release of the five years. */
  readonly releases: readonly ReleaseEvent[];
  /** Session of a member's analyst. */
  readonly cookie: string;
  /** kafka as host:port, redis as redis://host:port. */
  readonly addresses: { readonly kafka: string; readonly redis: string };
};

/** Runs work on a region of processes with five years of one monthly table and a signed-in reader; stops it afterwards. */
export async function withFiveYears<T>(
  dependencies: Dependencies,
  reports: number,
  work: (found: FiveYearRegion) => Promise<T>,
): Promise<T> {
  const addresses = await dependencies.kafkaAndRedis();
  const years = fiveYears(Date.now());
  const region = await startRegion({
    run: 'processes',
    log: addresses.kafka,
    store: addresses.redis,
    nodes: ['MK'],
    partitions: PARTITIONS,
    plan: planOf(years),
    signIns: true,
    env: { aggregation: { WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true' } },
  });
  try {
    const { cookie } = await region.signIn('MYLA');
    const releases = await fillRegion({ ...addresses, region, years, reports, partitions: PARTITIONS });
    return await work({ region, years, releases, cookie, addresses });
  } finally {
    await region.stop();
  }
}
