import { type DehydratedState, dehydrate, hydrate, type QueryClient } from '@tanstack/react-query';
import * as v from 'valibot';
import { parseAs } from './parse.ts';

/** Endpoints whose responses are stored: released or public data. Sessions and texts of people are never stored. */
const STORED_ENDPOINTS: readonly unknown[] = [
  'trends',
  'releases',
  'release-plan',
  'status',
  'completeness',
  'changes',
];
/** Browsers give an origin about 5 MB. The newest responses may use this much of it. */
const MOST_CHARACTERS = 2_000_000;
/** Key in the browser's storage. */
const KEY = 'waylight-kept-view';
const DAY_MS = 24 * 3_600_000;

const keptSchema = v.object({
  /** Digest of the session that fetched the data, or the public. */
  whose: v.string(),
  queries: v.array(
    v.looseObject({
      queryHash: v.string(),
      queryKey: v.array(v.unknown()),
      state: v.looseObject({ dataUpdatedAt: v.number(), data: v.unknown() }),
    }),
  ),
});
type Kept = v.InferOutput<typeof keptSchema>;
/** Undefined if the browser blocks storage: nothing is then kept or restored. */
type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined;

/** Stores the loaded data for reading without a connection. If it is too much, the oldest responses are left out. */
export function keepView(client: QueryClient, whose: string, store: Store): void {
  const { queries } = dehydrate(client, {
    shouldDehydrateQuery: ({ queryKey, state }) =>
      STORED_ENDPOINTS.includes(queryKey[0]) && state.status === 'success',
  });
  const newestFirst = queries.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  const fitting: DehydratedState['queries'] = [];
  let room = MOST_CHARACTERS;
  for (const query of newestFirst) {
    room -= JSON.stringify(query).length;
    if (room < 0) break;
    fitting.push(query);
  }
  if (fitting.length === 0 || store === undefined) return;
  try {
    store.setItem(KEY, JSON.stringify({ whose, queries: fitting }));
  } catch {
    // The storage is full. No data is better than data that is older than the page.
    store.removeItem(KEY);
  }
}

/** Restores data of the last day. Returns its owner; undefined if there is none. */
export function restoreView(
  client: QueryClient,
  nowMs: number,
  store: Store,
): { readonly whose: string } | undefined {
  const kept = read(store);
  const queries = kept?.queries.filter(({ state }) => nowMs - state.dataUpdatedAt < DAY_MS) ?? [];
  if (kept === undefined || queries.length === 0) return undefined;
  // The schema has checked the fields that are used here.
  hydrate(client, { mutations: [], queries } as unknown as DehydratedState);
  return { whose: kept.whose };
}

/** Deletes data of another session, and data older than a day. */
export function forgetOthers(whose: string, nowMs: number, store: Store): void {
  const kept = read(store);
  const isOld = kept?.queries.every(({ state }) => nowMs - state.dataUpdatedAt >= DAY_MS) ?? true;
  if (kept?.whose !== whose || isOld) forgetView(store);
}

function read(store: Store): Kept | undefined {
  try {
    return parseAs(keptSchema, JSON.parse(store?.getItem(KEY) ?? ''));
  } catch {
    return undefined;
  }
}

export const forgetView = (store: Store): void => store?.removeItem(KEY);
