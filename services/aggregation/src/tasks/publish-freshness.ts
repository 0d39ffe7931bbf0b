import { freshnessKey, heartbeatTopic, NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import type { EventLog } from '@waylight/event-log';
import type { ReleasedStore } from '@waylight/view-store';
import { numberOfNode } from '../count/partition-names.ts';
import { readLastRecords } from './read-last-records.ts';

const LOOK_BACK = 20;

/**
 * Publishes the hour of each node's last heartbeat. This task reads no reports, because freshness must not
 * expose whether or when a node reports.
 */
export function createFreshnessPublisher(eventLog: EventLog, releasedStore: ReleasedStore) {
  const published = new Map<NodeCountry, { readonly end: number; readonly body: Uint8Array | undefined }>();
  return {
    publish: async (signal: AbortSignal): Promise<void> => {
      const topics = new Set((await eventLog.listTopics()).map(({ name }) => name));
      for (const node of NODE_COUNTRIES.filter((country) => topics.has(heartbeatTopic(country)))) {
        const topic = heartbeatTopic(node);
        const end = (await eventLog.offsets(topic))[0]?.end ?? 0;
        const before = published.get(node);
        if (end === (before?.end ?? 0)) {
          // Written again in every round, because the store may be empty or restored from an older state.
          if (before?.body !== undefined) await releasedStore.putStatus(freshnessKey(node), before.body);
          continue;
        }
        const last = await readLastHeartbeat(eventLog, topic, node, signal);
        const body = last && NodeHeartbeat.encode(last).finish();
        if (body !== undefined) await releasedStore.putStatus(freshnessKey(node), body);
        published.set(node, { end, body });
      }
    },
  };
}

async function readLastHeartbeat(
  eventLog: EventLog,
  topic: string,
  node: NodeCountry,
  signal: AbortSignal,
): Promise<NodeHeartbeat | undefined> {
  const records = await readLastRecords(eventLog, { topic, partition: 0 }, LOOK_BACK, signal);
  let last: NodeHeartbeat | undefined;
  for (const { value } of records) {
    if (value === null) continue;
    try {
      const heartbeat = NodeHeartbeat.decode(value);
      if (heartbeat.node !== numberOfNode(node) || heartbeat.hour < (last?.hour ?? 0)) continue;
      last = NodeHeartbeat.fromPartial({
        node: heartbeat.node,
        hour: heartbeat.hour,
        codeBookVersion: heartbeat.codeBookVersion,
      });
    } catch {
      // The message is skipped: the node's freshness stays old until its next valid heartbeat.
    }
  }
  return last;
}
