import { progressTopic, reportsTopic } from '@waylight/contracts';
import { NodeProgress } from '@waylight/contracts/operations';
import { createRedisViewStore } from '@waylight/view-store';
import { openLog } from '../faults/read-views.ts';
import type { PairedRedis } from './redis-pair.ts';
import type { ReplicatedRegion } from './replicated-region.ts';

type Confirmed = { readonly generation: string; readonly offset: number };

/** Returns the position by partition up to which receipts of the nodes say `counted`. */
export async function readConfirmed({
  region,
  kafka,
  countries,
}: ReplicatedRegion): Promise<ReadonlyMap<string, Confirmed>> {
  const confirmed = new Map<string, Confirmed>();
  const log = openLog(kafka.address, region.topicPrefix);
  try {
    for (const country of countries)
      for await (const { records } of log.readFrom({ topic: progressTopic(country), partition: 0 }, 0))
        for (const { value } of records) {
          if (value === null) continue;
          const { generation, partitions } = NodeProgress.decode(value);
          for (const { partition, nextOffset } of partitions) {
            const name = `${reportsTopic(country)}:${partition}`;
            const offset = Math.max(Number(nextOffset), confirmed.get(name)?.offset ?? 0);
            if (offset > 0) confirmed.set(name, { generation, offset });
          }
        }
  } finally {
    await log.close();
  }
  return confirmed;
}

/** Finds partitions with confirmed receipts that this server lacks, so that its promotion undoes them. */
export async function findUndoneReceipts(
  region: ReplicatedRegion,
  { address }: PairedRedis,
): Promise<readonly string[]> {
  const undone: string[] = [];
  const store = await createRedisViewStore({ url: address, namespace: region.region.namespace });
  try {
    for (const [name, { generation, offset }] of await readConfirmed(region)) {
      const position = (await store.generation(generation).position(name))?.offset ?? 0;
      if (position < offset)
        undone.push(`${name} was confirmed up to ${offset}, and is counted up to ${position}`);
    }
  } finally {
    await store.close();
  }
  return undone;
}
