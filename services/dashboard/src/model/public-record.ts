import { type QueryClient, useQuery } from '@tanstack/react-query';
import { dayOfInstant, daysOf } from '@waylight/calendar';
import { onceKnown } from '../api/once-known.ts';
import { trendsQuery } from '../api/questions.ts';
import type { Answer } from '../api/schemas.ts';
import { SIX } from '../text/countries.ts';
import type { Locale } from '../text/locale.tsx';
import { type Grid, PERIOD } from './grid.ts';
import { yearsOf } from './period.ts';
import { nameHeads } from './rearrange.ts';

/** The end of the public record. */
export type RecordReach = {
  /** The newest year with an entry. */
  readonly year: string;
  /** The newest month of that year with an entry, such as 2026-04; undefined if there is none, or while it is loading. */
  readonly month: string | undefined;
  /**
   * `running`: the year has not ended by the reader's clock. `partial`: its newest entry is before December, so later entries may
   * be missing.
   */
  readonly state: 'running' | 'partial' | 'whole';
};

/** Reach of the newest year, from its cells by month. */
export function reachOf(year: string, cells: Answer['cells'] | undefined, nowMs: number): RecordReach {
  const month = (cells ?? [])
    .map(({ period }) => String(period))
    // Entries with an unknown month have no month.
    .filter((period) => /^\d{4}-\d{2}/.test(period))
    .map((period) => period.slice(0, 7))
    .sort()
    .at(-1);
  const lastDay = daysOf(year)?.toDay;
  const isRunning = lastDay !== undefined && lastDay >= dayOfInstant(nowMs);
  if (isRunning) return { year, month, state: 'running' };
  return { year, month, state: month !== undefined && month < `${year}-12` ? 'partial' : 'whole' };
}

/** The newest year of the public record by month. */
export const reachQuery = (year: string) =>
  trendsQuery({ layer: 'public-record', unit: 'victims', by: ['period'], period: 'month', from: year });

/** Fetches the years of the public record, and then how far the newest one reaches. */
export function fetchReachEarly(client: QueryClient, years: ReturnType<typeof trendsQuery>): void {
  onceKnown(client.fetchQuery(years), (answer) => {
    const newest = yearsOf(answer).at(-1);
    if (newest !== undefined) void client.prefetchQuery(reachQuery(newest));
  });
}

/** How far the record reaches whose newest year is this one. It is known of the year itself before the record says more. */
export function useRecordReach(year: string): RecordReach {
  const { data } = useQuery(reachQuery(year));
  return reachOf(year, data?.cells, Date.now());
}

/** How a figure of years says how far they reach. */
export type ReachWords = {
  /** A year, with a mark if it is incomplete. */
  readonly yearText: (year: string) => string;
  /** The same for the row headers of a grid by years. */
  readonly nameYears: (grid: Grid) => Grid;
  /** A note about the incomplete year; undefined if the figure does not contain one. */
  readonly note: string | undefined;
};

export function reachWords(
  { year, month, state }: RecordReach,
  years: readonly string[],
  { t, period }: Pick<Locale, 't' | 'period'>,
): ReachWords {
  if (state === 'whole') return { yearText: (one) => one, nameYears: (grid) => grid, note: undefined };
  const isRunning = state === 'running';
  const mark = t(isRunning ? 'overview.record.running' : 'overview.record.partial', { year });
  const note = isRunning ? 'overview.record.running.note' : 'overview.record.partial.note';
  return {
    yearText: (one) => (one === year ? mark : one),
    nameYears: (grid) => nameHeads(grid, PERIOD, (one) => (one === year ? mark : one)),
    note: month !== undefined && years.includes(year) ? t(note, { year, month: period(month) }) : undefined,
  };
}

/** Exact numbers by where it happened: the parts add up to the whole. */
export type ByWhere = { readonly six: number; readonly elsewhere: number; readonly unknown: number };

/** How many of these are in the six countries, how many outside them, and of how many the country is not known. */
export function byWhere(byCountry: Iterable<readonly [code: string, value: number]>): ByWhere {
  let [six, elsewhere, unknown] = [0, 0, 0];
  for (const [code, value] of byCountry)
    if (code === 'unknown') unknown += value;
    else if (SIX.some((one) => one === code)) six += value;
    else elsewhere += value;
  return { six, elsewhere, unknown };
}

/** The same as a sentence below a sum. */
export const whereText = (
  { six, elsewhere, unknown }: ByWhere,
  { t, number }: Pick<Locale, 't' | 'number'>,
): string =>
  t('overview.record.where', {
    six: number(six),
    elsewhere: number(elsewhere),
    unknown: number(unknown),
  });
