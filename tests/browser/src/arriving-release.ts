import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { ReleaseEvent } from '@waylight/contracts/release';
import { createEmbeddedReleasedStore } from '@waylight/view-store';
import type { BrowserRegion } from './browser-region.ts';

const MONTH_DAYS = 30;

/**
 * Stores the release of the month after a release, with the same numbers, where aggregation would: the region that runs
 * reads it from there. It was made by nobody with the key, and is unsigned. Answers its id.
 */
export async function releaseNextMonth({ dataDir }: BrowserRegion, id: string): Promise<string> {
  const store = await createEmbeddedReleasedStore({ file: join(dataDir, 'released.sqlite') });
  try {
    const before = await store.readRelease(id);
    if (before === null) throw new Error(`there is no release ${id}`);
    const event = ReleaseEvent.decode(before.body);
    const period = monthAfter(event.period);
    const next = ReleaseEvent.fromPartial({
      ...event,
      ...{ releaseId: id.replace(event.period, period), period },
      ...{ fromDay: event.fromDay + MONTH_DAYS, toDay: event.toDay + MONTH_DAYS },
      ...{ signature: Buffer.alloc(0), signingKeyId: '' },
    });
    await store.putTable({
      id: next.releaseId,
      index: Object.fromEntries(
        Object.entries(before.index).map(([label, text]) => [label, text === event.period ? period : text]),
      ),
      body: ReleaseEvent.encode(next).finish(),
    });
    return next.releaseId;
  } finally {
    await store.close();
  }
}

export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
