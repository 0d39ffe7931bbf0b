import { join } from 'node:path';
import { createEmbeddedReleasedReader } from '@waylight/view-store';
import type { BrowserRegion } from './browser-region.ts';

/** Periods for which a table was released to members, the newest first. A draw may withhold any of them. */
export async function releasedPeriods(
  { dataDir }: Pick<BrowserRegion, 'dataDir'>,
  table: string,
): Promise<readonly string[]> {
  const reader = await createEmbeddedReleasedReader({ file: join(dataDir, 'released.sqlite') });
  try {
    return (await reader.listReleases())
      .map(({ id }) => id.split('.'))
      .filter(([ofTable, , audience]) => ofTable === table && audience === 'partners')
      .map(([, period = '']) => period)
      .sort()
      .reverse();
  } finally {
    await reader.close();
  }
}

/** Formats a month as the pages do: October 2026 or Oct 2026. */
export function monthInWords(month: string, form: 'long' | 'short' = 'long'): string {
  return new Date(`${month}-01`).toLocaleString('en', { month: form, year: 'numeric', timeZone: 'UTC' });
}
