import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isTransient, NO_SESSION, viewProblem } from './client.ts';
import { sessionQuery } from './questions.ts';

const MINUTE_MS = 60_000;
/** Longest time between the early fetches of a page and the display of its panels. */
const SHOWN_MS = 10_000;
const MOST_TRIES = 2;
/** Interval of fetches while there is no connection. */
const LOOK_AGAIN_MS = 10_000;

/**
 * Released numbers change at fixed dates, so a response is fresh for minutes, and is cached for a day. Without a connection views
 * of an open page show cached data with a note. No number changes while it is read, because only the reader starts a new fetch.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error, { queryKey: [endpoint] }) {
        if (endpoint !== 'session' && viewProblem(error).status === NO_SESSION) askWhoReads(client);
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
        // The absence of a table is an answer: a panel does not ask for it again at once.
        retryOnMount: ({ state: { error, errorUpdatedAt } }) =>
          isTransient(error) || Date.now() - errorUpdatedAt >= SHOWN_MS,
        retry: (failures, error) => failures < MOST_TRIES && isTransient(error),
        retryDelay: (failures) => 500 * 2 ** failures * (0.5 + Math.random()),
      },
    },
  });
  return client;
}

/**
 * Fetches the session again after a response that it has ended. The header then shows no account, and `live-bar.tsx` deletes
 * the session's data. A failed change has no such effect, because the reader may have typed a text.
 */
function askWhoReads(client: QueryClient): void {
  const { queryKey } = sessionQuery();
  const isNamed = (client.getQueryData(queryKey)?.role ?? 'public') !== 'public';
  if (isNamed) void client.invalidateQueries({ queryKey });
}
