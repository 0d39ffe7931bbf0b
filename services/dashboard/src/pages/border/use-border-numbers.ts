import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { periodKindOf } from '@waylight/calendar';
import { type Changes, changesQuery } from '../../api/changes.ts';
import { releaseIdOf } from '../../api/origin.ts';
import { releasesQuery, trendsQuery } from '../../api/questions.ts';
import { PAGE_QUESTIONS } from '../../api/report-questions.ts';
import type { Answer } from '../../api/schemas.ts';
import { periodsIn } from '../../model/period.ts';
import { BORDER_PERIODS, type BorderPeriod, type BorderView } from '../../ui/border-view.ts';

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

export function useBorderNumbers(view: BorderView): BorderNumbers {
  const releases = useQuery(releasesQuery());
  const query = useQuery(trendsQuery(QUESTIONS[view.period]));
  const periods = query.data === undefined ? [] : periodsIn(query.data);
  const released = (releases.data ?? []).filter(({ table }) => SEGMENT_TABLES.includes(table));
  return {
    query,
    periods,
    at: view.at !== undefined && periods.includes(view.at) ? view.at : periods.at(-1),
    kinds: BORDER_PERIODS.filter(
      (kind) => kind === view.period || released.some(({ period }) => periodKindOf(period) === kind),
    ),
  };
}

/** Verdicts on segments in a period; undefined until they are loaded. */
export type BorderChanges = {
  /** Absent for years, whose previous period is the year before. */
  readonly previous?: Changes | undefined;
  readonly yearAgo: Changes | undefined;
};

export function useBorderChanges(answer: Answer, at: string): BorderChanges {
  const release = releaseIdOf(answer.asOf, at);
  const isYear = periodKindOf(at) === 'year';
  const previous = useQuery({ ...changesQuery(release, 'previous'), enabled: !isYear }).data;
  const yearAgo = useQuery(changesQuery(release, 'year-ago')).data;
  return isYear ? { yearAgo } : { previous, yearAgo };
}
