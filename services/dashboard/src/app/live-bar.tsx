import { onlineManager, type Query, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { viewProblem } from '../api/client.ts';
import { placeOf } from '../api/origin.ts';
import { sessionQuery, statusQuery } from '../api/questions.ts';
import type { Answer, Session, Status } from '../api/schemas.ts';
import { formatInstant } from '../text/format.ts';
import { type Locale, useLocale } from '../text/locale.tsx';
import { useFailure } from '../ui/use-failure.ts';
import styles from './shell.module.css';
import { type News, useNews } from './use-news.ts';

/** Announces changes during reading: a new release, a lost connection, or the load of a trial's example data. */
export function LiveBar() {
  const locale = useLocale();
  const { t, number } = locale;
  const client = useQueryClient();
  const { session, isOffline, tryAgain } = useConnection();
  useResetOnSessionChange(session);
  const whenLost = useCallback(() => void client.refetchQueries({ queryKey: ['session'] }), [client]);
  const { news, show, later } = useNews(whenLost);
  const load = useExampleLoad(() => {
    later();
    void client.invalidateQueries();
  });
  useEffect(() => {
    if (!isOffline) void client.refetchQueries({ type: 'active', predicate: isMissing });
  }, [client, isOffline]);
  const newest = isOffline ? newestAnswer(client) : undefined;
  return (
    <div className={styles.live}>
      <div role="status">
        {isOffline && (
          <div className={styles.notice} data-notice="offline">
            <p>
              <strong>{t('state.offline')}</strong> {newest !== undefined && offlineText(newest, locale)}
            </p>
            <button type="button" onClick={tryAgain}>
              {t('state.again')}
            </button>
          </div>
        )}
        {!isOffline && load === undefined && news.kind !== 'none' && (
          <div className={styles.notice} data-notice="news">
            <p>
              <strong>{newsText(news, locale)}</strong> {t('live.unchanged')}
            </p>
            <button type="button" className="button" onClick={show}>
              {t('live.show')}
            </button>
            <button type="button" onClick={later}>
              {t('live.later')}
            </button>
          </div>
        )}
      </div>
      {/* Screen readers must not announce each second. */}
      {!isOffline && load !== undefined && (
        <p role="status" aria-live="off" className={styles.notice} data-notice="example">
          {t('live.example', {
            weeks: number(load.weeks),
            of: number(load.ofWeeks),
            seconds: number(load.secondsLeft),
          })}
        </p>
      )}
    </div>
  );
}

/** Queries that failed without a connection. The reader has seen no data of them that could change. */
const isMissing = ({ state }: Query): boolean =>
  state.data === undefined && state.status === 'error' && viewProblem(state.error).code === 'offline';

function newsText(news: Exclude<News, { kind: 'none' }>, { t, number, period }: Locale): string {
  if (news.kind === 'perhaps') return t('live.perhaps');
  const { releases } = news;
  const count = releases.length;
  return t('live.arrived', { count, n: number(count), period: period(releases.at(-1)?.period ?? '') });
}

function offlineText(
  { loadedMs, period: ofPeriod }: { readonly loadedMs: number; readonly period: string | undefined },
  { t, period }: Locale,
): string {
  const loaded = t('live.offline.loaded', { when: formatInstant(loadedMs) });
  if (ofPeriod === undefined) return loaded;
  // In some languages a year ends with a full stop.
  return `${loaded} ${t('asOf.label', { period: period(ofPeriod) })}`.replace(/\.?$/, '.');
}

/** Time of the newest response with numbers, and its newest period. Undefined without such a response. */
function newestAnswer(
  client: QueryClient,
): { readonly loadedMs: number; readonly period: string | undefined } | undefined {
  const answers = client
    .getQueryCache()
    .findAll({ queryKey: ['trends'] })
    .filter(({ state }) => state.data !== undefined);
  if (answers.length === 0) return undefined;
  const periods = answers.flatMap(({ state }) => placeOf((state.data as Answer).asOf)?.period ?? []);
  return {
    loadedMs: Math.max(...answers.map(({ state }) => state.dataUpdatedAt)),
    period: periods.toSorted().at(-1),
  };
}

/** Deletes the data on the page when insights reports another session than the one that fetched it. */
function useResetOnSessionChange(session: Session | undefined): void {
  const client = useQueryClient();
  /** Owner of the data on the page. */
  const owner = useRef<string>(undefined);
  useEffect(() => {
    if (session === undefined) return;
    const reader = session.role === 'public' ? 'public' : (session.csrfToken ?? 'public');
    const isAnother = owner.current !== undefined && owner.current !== reader;
    owner.current = reader;
    if (isAnother) void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  }, [client, session]);
}

type Connection = {
  /** Undefined until the first response. It is kept while the connection is lost. */
  readonly session: Session | undefined;
  readonly isOffline: boolean;
  readonly tryAgain: () => void;
};

/** The connection to insights, by the query of the session, which is the cheapest endpoint. */
function useConnection(): Connection {
  const query = useQuery(sessionQuery());
  const isOnline = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  const nobodyAnswers = useFailure(query).problem?.code === 'offline';
  return {
    session: query.data,
    isOffline: !isOnline || query.fetchStatus === 'paused' || nobodyAnswers,
    tryAgain: () => void query.refetch(),
  };
}

const EVERY_MS = 1_000;

/** The load of a trial's example data, until it ends; then calls `whenLoaded`. Other regions are not queried. */
function useExampleLoad(whenLoaded: () => void): Status['example'] {
  const { data: session } = useQuery(sessionQuery());
  const { data: status } = useQuery({
    ...statusQuery(),
    enabled: session?.trial === true,
    refetchInterval: ({ state }) => (state.data?.example === undefined ? false : EVERY_MS),
  });
  const load = status?.example;
  const wasLoading = useRef(false);
  useEffect(() => {
    if (wasLoading.current && load === undefined) whenLoaded();
    wasLoading.current = load !== undefined;
  }, [load, whenLoaded]);
  return load;
}
