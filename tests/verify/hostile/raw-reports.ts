import { Country } from '@waylight/contracts/incident';
import { decodeCell, decodeCoordinates } from '@waylight/trends';
import { createRedisViewStore } from '@waylight/view-store';

/** Counts the reports of one organisation from one country in the live raw cells, by day of occurrence. */
export async function countRawReports(
  redis: string,
  namespace: string,
  { organisation, country }: { readonly organisation: number; readonly country: keyof typeof Country },
): Promise<number> {
  const store = await createRedisViewStore({ url: redis, namespace });
  try {
    const live = await store.liveGeneration();
    if (live === null) return 0;
    const cells = store.generation(live);
    let counted = 0;
    for (const partition of await cells.partitions())
      for (const [bucket, fields] of (await cells.snapshot(partition)).buckets) {
        // "o2025-03": by occurrence. Cells by week of receipt count the same reports again.
        if (!bucket.startsWith('o')) continue;
        for (const [field, value] of fields) {
          const cell = decodeCoordinates(field);
          if (cell.organisation === organisation && cell.country === Country[country])
            counted += decodeCell(Buffer.from(value).toString('latin1')).reports;
        }
      }
    return counted;
  } finally {
    await store.close();
  }
}
