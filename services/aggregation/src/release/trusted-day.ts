import { dayOfInstant } from '@waylight/calendar';
import { freshnessKey, NODE_COUNTRIES } from '@waylight/contracts';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import type { ReleasedReader } from '@waylight/view-store';

const HOUR_MS = 3_600_000;
/** Nodes say every hour that they are there; a few may be late. */
const SLACK_MS = 6 * HOUR_MS;

/**
 * The day that periods close by: this machine's, but never later than what nodes confirm. A release cannot be taken back,
 * and a clock that jumps days ahead would close periods whose reports are still to come; one that waits for a node to be
 * heard of harms nobody. Nodes that were never heard of confirm nothing, and hold nothing back.
 */
export async function trustedDay(
  releasedStore: Pick<ReleasedReader, 'readStatus'>,
  nowMs: number,
): Promise<number> {
  const heartbeats = await Promise.all(
    NODE_COUNTRIES.map((node) => releasedStore.readStatus(freshnessKey(node))),
  );
  const hours = heartbeats.flatMap((body) => (body === null ? [] : NodeHeartbeat.decode(body).hour));
  if (hours.length === 0) return dayOfInstant(nowMs);
  const confirmedMs = (Math.max(...hours) + 1) * HOUR_MS + SLACK_MS;
  return dayOfInstant(Math.min(nowMs, confirmedMs));
}
