import { dayOfInstant } from '@waylight/calendar';
import { freshnessKey, NODE_COUNTRIES } from '@waylight/contracts';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import type { ReleasedReader } from '@waylight/view-store';

const HOUR_MS = 3_600_000;
/** Allowance for late heartbeats. Nodes send a heartbeat every hour, and a few may be late. */
const SLACK_MS = 6 * HOUR_MS;

/**
 * Day by which periods close: the day of the local clock, but at most the day that heartbeats of nodes
 * confirm. A release is final, and a clock that is days ahead would close periods before their reports
 * arrive. Waiting for a heartbeat does no harm. Undefined before the first heartbeat of any node, also after a
 * loss of the released store: nothing confirms the clock then.
 */
export async function trustedDay(
  releasedStore: Pick<ReleasedReader, 'readStatus'>,
  nowMs: number,
): Promise<number | undefined> {
  const heartbeats = await Promise.all(
    NODE_COUNTRIES.map((node) => releasedStore.readStatus(freshnessKey(node))),
  );
  const hours = heartbeats.flatMap((body) => (body === null ? [] : NodeHeartbeat.decode(body).hour));
  if (hours.length === 0) return undefined;
  const confirmedMs = (Math.max(...hours) + 1) * HOUR_MS + SLACK_MS;
  return dayOfInstant(Math.min(nowMs, confirmedMs));
}
