import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { completenessQuery } from '../../data/completeness.ts';
import { monthBefore } from '../../data/months.ts';
import { monthsOf } from '../../data/period-steps.ts';
import { nearestPeriodQuery, statusQuery, trendsQuery } from '../../data/questions.ts';
import { PAGE_QUESTIONS } from '../../data/report-questions.ts';

/** Two years: enough to see the same months of the year before. */
export const MOST_MONTHS = 24;

export const byPeriodQuery = () => nearestPeriodQuery(PAGE_QUESTIONS.region);
export const byCountryQuery = () => nearestPeriodQuery(PAGE_QUESTIONS.countries);
export const byGroupQuery = () => nearestPeriodQuery(PAGE_QUESTIONS.typeGroups);
export const recordQuery = () =>
  trendsQuery({ layer: 'public-record', unit: 'victims', by: ['period', 'country'], period: 'year' });

/** Who said what they did, in all months that the overview shows: asked for once, as findings, map and curves each need some of them. */
export const reportingQuery = (period: string) => {
  const last = monthsOf(period).at(-1) ?? period;
  return completenessQuery({ from: monthBefore(last, MOST_MONTHS - 1), to: last });
};

/**
 * The panel with the map: its outlines are for this page alone, and numbers do not wait for them. It is a question as well,
 * because what React waits for by itself it shows a third of a second later than it could.
 */
export const mapPanelQuery = () =>
  queryOptions({
    queryKey: ['map-panel'],
    queryFn: async () => (await import('./map-panel.tsx')).MapPanel,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
    // What was kept on the device is there without a connection.
    networkMode: 'always',
  });

/** Asks for all that the overview shows; what is answered stands in the client then. */
export function askOverview(client: QueryClient): void {
  for (const query of [byPeriodQuery(), byCountryQuery(), byGroupQuery(), recordQuery()])
    void client.prefetchQuery(query);
  void client.prefetchQuery(statusQuery());
  void client.prefetchQuery(mapPanelQuery());
}
