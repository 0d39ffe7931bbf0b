import { decodeCell } from '@waylight/trends';
import { createRedisViewStore } from '@waylight/view-store';

/** The raw cells of the live generation, added up by month of occurrence: reports and victims. */
export async function rawCountsByMonth(
  redisUrl: string,
  namespace: string,
): Promise<Record<string, { reports: number; victims: number }>> {
  const store = await createRedisViewStore({ url: redisUrl, namespace });
  try {
    const live = await store.liveGeneration();
    if (live === null) return {};
    const cells = store.generation(live);
    const sums: Record<string, { reports: number; victims: number }> = {};
    for (const partition of await cells.partitions()) {
      for (const [bucket, fields] of (await cells.snapshot(partition)).buckets) {
        // "o2025-03": occurred in that month. Those received in a week are another cube of the same reports.
        if (!bucket.startsWith('o')) continue;
        const sum = sums[bucket.slice(1)] ?? { reports: 0, victims: 0 };
        for (const value of fields.values()) {
          const { reports, victims } = decodeCell(Buffer.from(value).toString());
          sum.reports += reports;
          sum.victims += victims;
        }
        sums[bucket.slice(1)] = sum;
      }
    }
    return Object.fromEntries(Object.entries(sums).filter(([, { reports }]) => reports > 0));
  } finally {
    await store.close();
  }
}
