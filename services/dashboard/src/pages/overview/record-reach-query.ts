import { useQuery } from '@tanstack/react-query';
import { reachQuery } from './overview-questions.ts';
import { type RecordReach, reachOf } from './record-reach.ts';

/** How far the record reaches whose newest year is this one. It is known of the year itself before the record says more. */
export function useRecordReach(year: string): RecordReach {
  const { data } = useQuery(reachQuery(year));
  return reachOf(year, data?.cells, Date.now());
}
