import type { Audience } from '@waylight/contracts/audiences';
import {
  codesOf,
  dimensionsOf,
  mayReadTable,
  POOLED_ROW,
  type ReleasePlan,
} from '@waylight/disclosure-control';
import { z } from 'zod';

/** Reasons why a watched series is in the inbox. `silent`: a country of it sent no activity report. */
export const WATCHED_REASONS = ['more', 'fewer', 'silent'] as const;
export type WatchedReason = (typeof WATCHED_REASONS)[number];
export const watchedReasons = z.array(z.enum(WATCHED_REASONS)).min(1);

/** A release brought a change of a watched series. */
export type WatchedChange = {
  readonly person: string;
  readonly watchId: string;
  readonly period: string;
  /** The audience that read the release. A reader with fewer rights later does not see the change. */
  readonly audience: Audience;
  readonly reasons: readonly WatchedReason[];
};

export const toWatchedCodes = (input: unknown): Readonly<Record<string, string>> =>
  z.record(z.string(), z.string()).parse(input);

export type SeriesProblem = 'unknown-table' | 'weekly-table' | 'wrong-codes';

/**
 * Checks that a series can be watched: its table is in the plan for this audience, and has verdicts; the codes name one number of
 * it. Undefined if there is no problem.
 */
export function findSeriesProblem(
  { tables }: Pick<ReleasePlan, 'tables'>,
  audience: Audience,
  { table: id, codes }: { readonly table: string; readonly codes: Readonly<Record<string, string>> },
): SeriesProblem | undefined {
  const table = tables.find((one) => one.id === id && mayReadTable(audience, one));
  if (table === undefined) return 'unknown-table';
  if (table.period === 'week') return 'weekly-table';
  const dimensions = dimensionsOf(table);
  const isComplete = Object.keys(codes).sort().join() === [...dimensions].sort().join();
  const isKnown = [table.rows, table.columns].every((axis) => {
    const code = codes[axis.dimension];
    return code === undefined || (code !== POOLED_ROW && codesOf(axis).includes(code));
  });
  return isComplete && isKnown ? undefined : 'wrong-codes';
}
