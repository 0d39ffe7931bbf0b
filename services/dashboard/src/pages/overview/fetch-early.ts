import type { QueryClient } from '@tanstack/react-query';
import { changesQuery } from '../../api/changes.ts';
import { notesQuery } from '../../api/own.ts';
import { sessionQuery, statusQuery } from '../../api/questions.ts';
import { yearsOf } from '../../model/period.ts';
import { reachQuery } from '../../model/public-record.ts';
import {
  byCountryQuery,
  byPeriodQuery,
  OVERVIEW_URL,
  recordQuery,
  reportingQuery,
  shownPeriod,
} from './overview-questions.ts';

/** Fetches the answers of the overview while texts are still loading. The page itself shows what fails. */
export function fetchEarly(client: QueryClient): void {
  void client.prefetchQuery(statusQuery());
  void client.fetchQuery(sessionQuery()).then(({ organisation }) => {
    if (organisation !== undefined) void client.prefetchQuery(notesQuery());
  }, ignore);
  void client.fetchQuery(recordQuery()).then((answer) => {
    const newest = yearsOf(answer).at(-1);
    if (newest !== undefined) void client.prefetchQuery(reachQuery(newest));
  }, ignore);
  void client.fetchQuery(byPeriodQuery()).then((answer) => {
    const { month: chosen } = OVERVIEW_URL.read(new URLSearchParams(location.search));
    const { month, release } = shownPeriod(answer, chosen);
    if (month === undefined) return;
    void client.prefetchQuery(byCountryQuery(month));
    void client.prefetchQuery(reportingQuery(month));
    if (release === undefined) return;
    void client.prefetchQuery(changesQuery(release, 'previous'));
    void client.prefetchQuery(changesQuery(release, 'year-ago'));
  }, ignore);
}

function ignore(): void {}
