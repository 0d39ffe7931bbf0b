import { type DehydratedState, dehydrate, hydrate, type QueryClient } from '@tanstack/react-query';
import * as z from 'zod/mini';

/** Doors whose answers are released or public; what a session is, and words of people, are never kept. */
const KEPT_DOORS: readonly unknown[] = [
  'trends',
  'releases',
  'release-plan',
  'status',
  'completeness',
  'changes',
];
/** Browsers give an origin 5 MB; of that the newest answers get this much. */
const MOST_CHARACTERS = 2_000_000;
/** Key of the storage of the browser. */
const KEY = 'waylight-kept-view';
const DAY_MS = 24 * 3_600_000;

const keptSchema = z.object({
  /** Digest of the session that read it, or the public. */
  whose: z.string(),
  queries: z.array(
    z.looseObject({
      queryHash: z.string(),
      queryKey: z.array(z.unknown()),
      state: z.looseObject({ dataUpdatedAt: z.number(), data: z.unknown() }),
    }),
  ),
});
type Kept = z.output<typeof keptSchema>;
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps what the reader has loaded, so that it can be read again where there is no connection; the newest of it where it is too much. */
export function keepView(client: QueryClient, whose: string, store: Store): void {
  const { queries } = dehydrate(client, {
    shouldDehydrateQuery: ({ queryKey, state }) =>
      KEPT_DOORS.includes(queryKey[0]) && state.status === 'success',
  });
  const newestFirst = queries.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  const fitting: DehydratedState['queries'] = [];
  let room = MOST_CHARACTERS;
  for (const query of newestFirst) {
    room -= JSON.stringify(query).length;
    if (room < 0) break;
    fitting.push(query);
  }
  if (fitting.length === 0) return;
  try {
    store.setItem(KEY, JSON.stringify({ whose, queries: fitting }));
  } catch {
    // No room: better nothing than what is older than what was read last.
    store.removeItem(KEY);
  }
}

/** Brings back what was kept in the last day; answers whose it is, or undefined where nothing was. */
export function restoreView(
  client: QueryClient,
  nowMs: number,
  store: Store,
): { readonly whose: string } | undefined {
  const kept = read(store);
  const queries = kept?.queries.filter(({ state }) => nowMs - state.dataUpdatedAt < DAY_MS) ?? [];
  if (kept === undefined || queries.length === 0) return undefined;
  // Its shape was looked at above, as far as anything depends on it.
  hydrate(client, { mutations: [], queries } as unknown as DehydratedState);
  return { whose: kept.whose };
}

/** Takes away what somebody else has read, and what is older than a day. */
export function forgetOthers(whose: string, nowMs: number, store: Store): void {
  const kept = read(store);
  const isOld = kept?.queries.every(({ state }) => nowMs - state.dataUpdatedAt >= DAY_MS) ?? true;
  if (kept?.whose !== whose || isOld) forgetView(store);
}

function read(store: Store): Kept | undefined {
  try {
    return keptSchema.safeParse(JSON.parse(store.getItem(KEY) ?? '')).data;
  } catch {
    return undefined;
  }
}

export const forgetView = (store: Pick<Storage, 'removeItem'>): void => store.removeItem(KEY);
