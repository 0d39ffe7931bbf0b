import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isTransient, NO_SESSION, viewProblem } from './client.ts';
import { sessionQuery } from './questions.ts';

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
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error, { queryKey: [door] }) {
        if (door !== 'session' && viewProblem(error).status === NO_SESSION) askWhoReads(client);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5 * MINUTE_MS,
        gcTime: 24 * 60 * MINUTE_MS,
        refetchInterval: ({ state: { error } }) =>
          error !== null && viewProblem(error).code === 'offline' ? LOOK_AGAIN_MS : false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < MOST_TRIES && isTransient(error),
        retryDelay: (failures) => 500 * 2 ** failures * (0.5 + Math.random()),
      },
    },
  });
  return client;
}

/**
 * Where any answer says that the session is over, also one to a view that still shows what it had: who reads now is not who has read,
 * so that the head names nobody any more and `offline/` takes away what was read. A change that fails so is no question, and takes
 * nothing away that somebody wrote.
 */
function askWhoReads(client: QueryClient): void {
  const { queryKey } = sessionQuery();
  const isNamed = (client.getQueryData(queryKey)?.role ?? 'public') !== 'public';
  if (isNamed) void client.invalidateQueries({ queryKey });
}
