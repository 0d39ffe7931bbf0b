import { type QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { periodKindOf } from '@waylight/calendar';
import { type Changes, changesQuery } from '../../api/changes.ts';
import { completenessQuery } from '../../api/completeness.ts';
import { isFirstTry } from '../../api/is-first-try.ts';
import { onceKnown } from '../../api/once-known.ts';
import { releaseIdOf } from '../../api/origin.ts';
import { releasesQuery, trendsQuery } from '../../api/questions.ts';
import { PAGE_QUESTIONS } from '../../api/report-questions.ts';
import type { Answer } from '../../api/schemas.ts';
import { monthBounds, periodsIn } from '../../model/period.ts';
import { BORDER_PERIODS, BORDER_URL, type BorderPeriod, type BorderView } from '../../ui/border-view.ts';

const QUESTIONS = {
  month: PAGE_QUESTIONS.segments,
  quarter: PAGE_QUESTIONS.segmentsByQuarter,
  year: PAGE_QUESTIONS.segmentsByYear,
} as const;

const SEGMENT_TABLES: readonly string[] = BORDER_PERIODS.map((period) => `segment-${period}`);

export type BorderNumbers = {
  readonly query: UseQueryResult<Answer>;
  /** Oldest first. */
  readonly periods: readonly string[];
  /** The chosen period, or the newest. */
  readonly at: string | undefined;
  /** Lengths of periods with releases, and the chosen one. */
  readonly kinds: readonly BorderPeriod[];
};

/** Fetches the numbers at the current URL, and then what depends on their period. The page itself shows failures. */
export function fetchEarly(client: QueryClient): void {
  void client.prefetchQuery(releasesQuery());
  const view = BORDER_URL.read(new URLSearchParams(location.search));
  onceKnown(client.fetchQuery(trendsQuery(QUESTIONS[view.period])), (answer) => {
    const at = shownPeriod(periodsIn(answer), view);
    if (at === undefined) return;
    void client.prefetchQuery(completenessQuery(monthBounds([at])));
    const { previous, yearAgo } = changesQueries(answer, at);
    if (previous.enabled) void client.prefetchQuery(previous);
    void client.prefetchQuery(yearAgo);
  });
}

export function useBorderNumbers(view: BorderView): BorderNumbers {
  const releases = useQuery(releasesQuery());
  const query = useQuery(trendsQuery(QUESTIONS[view.period]));
  const periods = query.data === undefined ? [] : periodsIn(query.data);
  const released = (releases.data ?? []).filter(({ table }) => SEGMENT_TABLES.includes(table));
  return {
    query,
    periods,
    at: shownPeriod(periods, view),
    kinds: BORDER_PERIODS.filter(
      (kind) => kind === view.period || released.some(({ period }) => periodKindOf(period) === kind),
    ),
  };
}

/** The chosen period, or the newest. */
const shownPeriod = (periods: readonly string[], { at }: BorderView): string | undefined =>
  at !== undefined && periods.includes(at) ? at : periods.at(-1);

/** Verdicts on segments in a period; undefined until they are loaded. */
export type BorderChanges = {
  /** Absent for years, whose previous period is the year before. */
  readonly previous?: Changes | undefined;
  readonly yearAgo: Changes | undefined;
};

export function useBorderChanges(
  answer: Answer,
  at: string,
): { readonly changes: BorderChanges; readonly isComplete: boolean } {
  const queries = changesQueries(answer, at);
  const previous = useQuery(queries.previous);
  const yearAgo = useQuery(queries.yearAgo);
  return {
    changes: { ...(queries.previous.enabled && { previous: previous.data }), yearAgo: yearAgo.data },
    isComplete: ![previous, yearAgo].some(isFirstTry),
  };
}

function changesQueries(answer: Answer, at: string) {
  const release = releaseIdOf(answer.asOf, at);
  return {
    previous: { ...changesQuery(release, 'previous'), enabled: periodKindOf(at) !== 'year' },
    yearAgo: changesQuery(release, 'year-ago'),
  };
}
