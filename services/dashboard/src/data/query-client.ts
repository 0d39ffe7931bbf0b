import { QueryClient } from '@tanstack/react-query';
import { mayPass, viewProblem } from './view-problem.ts';

const MINUTE_MS = 60_000;
const MOST_TRIES = 2;
/** How often a view without a connection looks whether there is one: it says that it goes on by itself. */
const LOOK_AGAIN_MS = 10_000;

/**
 * Released numbers change at fixed dates, so that an answer is good for minutes. What was read stays for a day: where a
 * newer answer cannot be had, the view shows it and says so; `offline/` keeps it beyond the page. No number changes under
 * the reader's eyes: nothing is asked again because a window or a connection came back, but because somebody asks (`live/`).
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5 * MINUTE_MS,
        gcTime: 24 * 60 * MINUTE_MS,
        refetchInterval: ({ state: { error } }) =>
          error !== null && viewProblem(error).code === 'offline' ? LOOK_AGAIN_MS : false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < MOST_TRIES && mayPass(error),
        retryDelay: (failures) => 500 * 2 ** failures * (0.5 + Math.random()),
      },
    },
  });
}
