import { QueryClient } from '@tanstack/react-query';
import { mayPass } from './view-problem.ts';

const MINUTE_MS = 60_000;
const MOST_TRIES = 2;

/**
 * Released numbers change at fixed dates, so that an answer is good for minutes. What was read stays for a day: where a
 * newer answer cannot be had, the view shows it and says so. A store that outlives the page would be given here.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5 * MINUTE_MS,
        gcTime: 24 * 60 * MINUTE_MS,
        retry: (failures, error) => failures < MOST_TRIES && mayPass(error),
        retryDelay: (failures) => 500 * 2 ** failures * (0.5 + Math.random()),
      },
    },
  });
}
