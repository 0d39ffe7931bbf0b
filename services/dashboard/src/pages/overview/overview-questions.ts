import type { QueryClient } from '@tanstack/react-query';
import { statusQuery, trendsQuery } from '../../data/questions.ts';

const REPORTS = { layer: 'reports', unit: 'incidents', period: 'month' } as const;

export const byPeriodQuery = () => trendsQuery({ ...REPORTS, by: ['period'] });
export const byCountryQuery = () => trendsQuery({ ...REPORTS, by: ['period', 'country'] });
export const byGroupQuery = () => trendsQuery({ ...REPORTS, by: ['period', 'typeGroup'] });
export const recordQuery = () =>
  trendsQuery({ layer: 'public-record', unit: 'victims', by: ['period', 'country'], period: 'year' });

export const loadMap = () => import('./map-panel.tsx');

/** Asks for all that the overview shows; what is answered stands in the client then. */
export function askOverview(client: QueryClient): void {
  for (const query of [byPeriodQuery(), byCountryQuery(), byGroupQuery(), recordQuery()])
    void client.prefetchQuery(query);
  void client.prefetchQuery(statusQuery());
  // Where it cannot be had, whoever draws it asks again and says so.
  loadMap().catch(() => {});
}
