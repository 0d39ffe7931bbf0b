import { useQuery } from '@tanstack/react-query';
import { trendsQuery } from '../../data/questions.ts';
import { type RecordReach, reachOf } from './record-reach.ts';

/** How far the record reaches whose newest year is this one. It is known of the year itself before the record says more. */
export function useRecordReach(year: string): RecordReach {
  const { data } = useQuery(
    trendsQuery({ layer: 'public-record', unit: 'victims', by: ['period'], period: 'month', from: year }),
  );
  return reachOf(year, data?.cells, Date.now());
}
