import { freshnessKey, NODE_COUNTRIES } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import { Freshness, type NodeFreshness } from '@waylight/contracts/insights';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import type { ReleasedReader } from '@waylight/view-store';

const HOUR_MS = 3_600_000;

/**
 * Age of each node's last heartbeat, in three steps. A node sends a heartbeat every hour with or without reports, so
 * freshness discloses nothing about reports.
 */
export async function nodeFreshness(reader: ReleasedReader, nowMs: number): Promise<NodeFreshness[]> {
  return Promise.all(
    NODE_COUNTRIES.map(async (country) => {
      const status = await reader.readStatus(freshnessKey(country));
      const heardMs = status === null ? undefined : NodeHeartbeat.decode(status).hour * HOUR_MS;
      return { node: Country[country], freshness: freshnessOf(heardMs, nowMs) };
    }),
  );
}

/** `heardMs`: start of the hour of the node's last heartbeat; undefined for none. */
export function freshnessOf(heardMs: number | undefined, nowMs: number): Freshness {
  if (heardMs === undefined || nowMs - heardMs >= 7 * 24 * HOUR_MS) return Freshness.OLDER;
  return nowMs - heardMs < 24 * HOUR_MS ? Freshness.UNDER_A_DAY : Freshness.UNDER_A_WEEK;
}

const FRESHNESS_NAMES = {
  [Freshness.UNSPECIFIED]: 'older',
  [Freshness.UNDER_A_DAY]: 'under a day',
  [Freshness.UNDER_A_WEEK]: 'under a week',
  [Freshness.OLDER]: 'older',
} as const satisfies Readonly<Record<Freshness, string>>;

/** Freshness as in JSON documents. */
export const freshnessDocument = (nodes: readonly NodeFreshness[]) =>
  nodes.map(({ node, freshness }) => ({
    country: NODE_COUNTRIES.find((country) => Country[country] === node) ?? ('unknown' as const),
    freshness: FRESHNESS_NAMES[freshness],
  }));
