import { ERASED_FROM_LOG_WITHIN_MS } from '@waylight/contracts';
import type { Erasure } from '@waylight/contracts/intake';

/**
 * Erasure of the content that the log had before the last retraction or narrowing. The erasure continues,
 * whatever revision follows. Times are epoch milliseconds; all are null without an erasure.
 */
export type ErasureTimes = {
  /** Time of the last retraction or narrowing. */
  readonly started_at: number | null;
  /** Time of the first append to the log after `started_at`. The deadline counts from this time. */
  readonly superseded_at: number | null;
  /** Time at which the log had compacted the earlier content. */
  readonly erased_at: number | null;
};

export const NO_ERASURE: ErasureTimes = { started_at: null, superseded_at: null, erased_at: null };

/** The columns of `erasure` that a receipt needs. */
export const ERASURE_COLUMNS = Object.keys(NO_ERASURE) as readonly (keyof ErasureTimes)[];

type DeliveryTimes = {
  readonly accepted_at: number;
  readonly logged_at: number | null;
  readonly counted_at: number | null;
  readonly retracted_at: number | null;
};

/**
 * The erasure in a receipt. Once the log has erased the content, the receipt of a later revision no longer
 * mentions it.
 */
export function erasureOf(row: ErasureTimes & DeliveryTimes): Erasure | undefined {
  if (row.started_at === null) return undefined;
  if (row.erased_at !== null && row.accepted_at > row.started_at) return undefined;
  return {
    ledgerAt: dateOf(row.started_at),
    cellsAt: row.logged_at === null ? undefined : dateOf(row.retracted_at ?? row.counted_at),
    logDeadline:
      row.superseded_at === null ? undefined : dateOf(row.superseded_at + ERASED_FROM_LOG_WITHIN_MS),
    logAt: dateOf(row.erased_at),
  };
}

const dateOf = (ms: number | null): Date | undefined => (ms === null ? undefined : new Date(ms));
