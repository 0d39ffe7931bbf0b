import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReleaseEvent } from '@waylight/contracts/release';
import { type SeparateRegion, signInsBelow, startSeparateRegion } from '@waylight/tests-region';
import type { Parts } from './parts.ts';
import { type FiveYears, fillRegion, fiveYears, writePlan } from './trend-data.ts';

const PARTITIONS = 3;

export type FiveYearRegion = {
  readonly region: SeparateRegion;
  readonly years: FiveYears;
  /** Every release that was made. */
  readonly releases: readonly ReleaseEvent[];
  /** Of a member's analyst who has signed in. */
  readonly cookie: string;
  /** kafka as host:port, redis as redis://host:port. */
  readonly addresses: { readonly kafka: string; readonly redis: string };
  /** Holds the plan, as plan.json. */
  readonly folder: string;
};

/** A region of processes with five years of one table by month, and a reader who has signed in; gone after the work. */
export async function withFiveYears<T>(
  parts: Parts,
  {
    reports,
    insights = {},
  }: { readonly reports: number; readonly insights?: Readonly<Record<string, string>> },
  work: (found: FiveYearRegion) => Promise<T>,
): Promise<T> {
  const addresses = await parts.kafkaAndRedis();
  const folder = await mkdtemp(join(tmpdir(), 'waylight-years-'));
  const years = fiveYears(Date.now());
  const signIns = await signInsBelow(folder);
  const region = await startSeparateRegion({
    ...addresses,
    countries: ['MK'],
    partitions: PARTITIONS,
    planFile: await writePlan(join(folder, 'plan.json'), years),
    env: { aggregation: { WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true' } },
    envOf: (process, ports) => (process === 'insights' ? { ...signIns.env(ports), ...insights } : {}),
  });
  const { session, stop } = await signIns.signIn(region.ports, 'MYLA');
  try {
    const releases = await fillRegion({ ...addresses, region, years, reports, partitions: PARTITIONS });
    return await work({ region, years, releases, cookie: session.cookie, addresses, folder });
  } finally {
    await stop();
    await region.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
