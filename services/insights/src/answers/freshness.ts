import { freshnessKey, NODE_COUNTRIES } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import { Freshness, type NodeFreshness } from '@waylight/contracts/insights';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import type { ReleasedReader } from '@waylight/view-store';

const HOUR_MS = 3_600_000;

/**
 * How long ago each node was last heard of, in three steps. A node's heartbeat comes every hour whether or not it has
 * reports, so that freshness says nothing about them.
 */
export async function nodeFreshness(reader: ReleasedReader, nowMs: number): Promise<NodeFreshness[]> {
  return Promise.all(
    NODE_COUNTRIES.map(async (country) => {
      const status = await reader.readStatus(freshnessKey(country));
      const heard = status === null ? undefined : NodeHeartbeat.decode(status).hour * HOUR_MS;
      return { node: Country[country], freshness: freshnessOf(heard, nowMs) };
    }),
  );
}

/** `heardMs`: start of the hour in which the node was last heard of; undefined for never. */
export function freshnessOf(heardMs: number | undefined, nowMs: number): Freshness {
  if (heardMs === undefined || nowMs - heardMs >= 7 * 24 * HOUR_MS) return Freshness.OLDER;
  return nowMs - heardMs < 24 * HOUR_MS ? Freshness.UNDER_A_DAY : Freshness.UNDER_A_WEEK;
}
