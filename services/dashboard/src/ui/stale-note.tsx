import { type Query, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { useLocation } from 'wouter';
import { isPageOf } from '../model/routes.ts';
import { useLocale } from '../text/locale.tsx';
import { State } from './state.tsx';

const MINUTE_MS = 60_000;

/** Warns once a page that data on it could not be refreshed, with the age of the oldest. */
export function StaleNote() {
  const { t, number } = useLocale();
  const client = useQueryClient();
  const [at] = useLocation();
  const filters = {
    type: 'active',
    predicate: isPageOf('inbox', at) ? isStale : isStaleOutsideHeader,
  } as const;
  const cache = client.getQueryCache();
  const subscribe = useCallback((changed: () => void) => cache.subscribe(changed), [cache]);
  const oldest = useSyncExternalStore(
    subscribe,
    () => cache.findAll(filters).sort((a, b) => a.state.dataUpdatedAt - b.state.dataUpdatedAt)[0],
  );
  if (oldest === undefined) return null;
  const count = Math.max(1, Math.round((Date.now() - oldest.state.dataUpdatedAt) / MINUTE_MS));
  const when = t('state.minutesAgo', { count, n: number(count) });
  return (
    <State
      kind="stale"
      says={t(oldest.queryKey[0] === 'bulletins' ? 'bulletin.loaded' : 'state.stale', { when })}
      next={t('state.stale.next')}
    >
      <button type="button" onClick={() => void client.refetchQueries(filters)}>
        {t('state.again')}
      </button>
    </State>
  );
}

/** Refetching failed, or waits for a connection. The session is excluded, because `LiveBar` reports a lost connection. */
const isStale = ({ queryKey, state }: Query): boolean =>
  queryKey[0] !== 'session' &&
  state.data !== undefined &&
  (state.status === 'error' || state.fetchStatus === 'paused');

/** The header counts the items of the inbox on every page. */
const isStaleOutsideHeader = (query: Query): boolean => query.queryKey[0] !== 'inbox' && isStale(query);
