import type { OutboxRows } from './outbox-rows.ts';

/**
 * Returns how long the first record of the outbox has been the first, in milliseconds; 0 for an empty outbox. The time counts
 * from the first call that saw the record, because the ledger does not store when a record was queued.
 */
export function createOutboxAge(outbox: Pick<OutboxRows, 'firstPlace'>, elapsed: () => number): () => number {
  let first: number | undefined;
  let sinceMs = 0;
  return () => {
    const place = outbox.firstPlace();
    if (place !== first) sinceMs = elapsed();
    first = place;
    return place === undefined ? 0 : elapsed() - sinceMs;
  };
}
