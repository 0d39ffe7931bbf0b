import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ArrivedRelease, listenForReleases } from '../api/release-stream.ts';

export type News =
  | { readonly kind: 'none' }
  /** Releases that arrived since the page was loaded; the newest last. */
  | { readonly kind: 'arrived'; readonly releases: readonly [ArrivedRelease, ...ArrivedRelease[]] }
  /** Nobody listened for a while. */
  | { readonly kind: 'perhaps' };

/**
 * After a release insights waits for further ones, and then compares them with watches: about 30 seconds in all. The inbox is fetched
 * once after that. Repeated fetching would keep a session alive.
 */
const COMPARED_MS = 45_000;

/** What has arrived, and the way to it. What stands on the page stays as it is until the reader asks. */
export function useNews(whenLost: () => void): {
  readonly news: News;
  readonly show: () => void;
  readonly later: () => void;
} {
  const client = useQueryClient();
  const [news, setNews] = useState<News>({ kind: 'none' });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetchInbox = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void client.invalidateQueries({ queryKey: ['inbox'] }), COMPARED_MS);
    };
    const stop = listenForReleases({
      arrived: (release) => {
        setNews((before) => withRelease(before, release));
        fetchInbox();
      },
      opened: (isAfterGap) => {
        // Whether it was the reader's connection or the service that was away: it is back.
        void client.refetchQueries({
          queryKey: ['session'],
          predicate: ({ state }) => state.status === 'error',
        });
        if (!isAfterGap) return;
        setNews((before) => (before.kind === 'none' ? { kind: 'perhaps' } : before));
        fetchInbox();
      },
      lost: whenLost,
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, whenLost]);
  const later = () => setNews({ kind: 'none' });
  return {
    news,
    show: () => {
      later();
      // A node has nothing to do with releases, and writes down each time that it is asked.
      void client.invalidateQueries({
        predicate: ({ queryKey: [door] }) => door !== 'session' && door !== 'own-numbers',
      });
    },
    later,
  };
}

export function withRelease(before: News, release: ArrivedRelease): News {
  if (before.kind !== 'arrived') return { kind: 'arrived', releases: [release] };
  if (before.releases.some(({ id }) => id === release.id)) return before;
  return { kind: 'arrived', releases: [...before.releases, release] };
}
