import { type Query, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { useKeptView } from '../api/use-kept-view.ts';
import { viewProblem } from '../api/view-problem.ts';
import { formatInstant } from '../text/format.ts';
import { type Locale, useLocale } from '../text/locale.tsx';
import { newestAnswer } from './newest-answer.ts';
import { useConnection } from './use-connection.ts';
import { type News, useNews } from './use-news.ts';

/** Says quietly what has changed while somebody reads: a release has arrived, the connection is lost. */
export function LiveBar() {
  const locale = useLocale();
  const { t } = locale;
  const client = useQueryClient();
  const { session, isOffline, tryAgain } = useConnection();
  const { isKept, renewed } = useKeptView(session, isOffline);
  const whenLost = useCallback(() => void client.refetchQueries({ queryKey: ['session'] }), [client]);
  const { news, show, later } = useNews(whenLost);
  // What was kept is on the screen, and the connection is back.
  const told: News = news.kind === 'none' && isKept ? { kind: 'perhaps' } : news;
  useEffect(() => {
    if (!isOffline) void client.refetchQueries({ type: 'active', predicate: isMissing });
  }, [client, isOffline]);
  const answered = (answer: () => void) => () => {
    renewed();
    answer();
  };
  const newest = isOffline ? newestAnswer(client) : undefined;
  return (
    <div className="live">
      <div role="status">
        {isOffline && (
          <div className="live-notice live-offline">
            <p>
              <strong>{t('state.offline')}</strong>{' '}
              {newest === undefined ? t('live.offline.nothing') : offlineText(newest, locale)}{' '}
              {isKept && t('live.offline.kept')}
            </p>
            <button type="button" onClick={tryAgain}>
              {t('state.again')}
            </button>
          </div>
        )}
        {!isOffline && told.kind !== 'none' && (
          <div className="live-notice live-news">
            <p>
              <strong>{newsText(told, locale)}</strong> {t('live.unchanged')}
            </p>
            <button type="button" className="button" onClick={answered(show)}>
              {t('live.show')}
            </button>
            <button type="button" onClick={answered(later)}>
              {t('live.later')}
            </button>
          </div>
        )}
      </div>
    </div>
  );
}

/** What could not be had while the connection was lost: there is nothing that a reader has seen and that could change. */
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
  // In some languages a year ends with a dot of its own.
  return `${loaded} ${t('asOf.label', { period: period(ofPeriod) })}`.replace(/\.?$/, '.');
}
