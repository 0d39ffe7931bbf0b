import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type ArrivedRelease, listenForReleases } from '../api/release-stream.ts';

export type News =
  | { readonly kind: 'none' }
  /** Releases that arrived after the page was loaded, newest last. */
  | { readonly kind: 'arrived'; readonly releases: readonly [ArrivedRelease, ...ArrivedRelease[]] }
  /** True if the event stream was interrupted for a while. */
  | { readonly kind: 'perhaps' };

/**
 * After a release insights waits for further ones, and then compares them with watches: about 30 seconds in all. The inbox is
 * then fetched once, because repeated fetching would prolong the session.
 */
const COMPARED_MS = 45_000;

/** New releases, and how to load them. The page does not change until the reader asks for it. */
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
        // The connection is back, whether the reader or the service was offline.
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
      // Nodes are excluded: they have no releases, and audit each request.
      void client.invalidateQueries({
        predicate: ({ queryKey: [endpoint] }) => endpoint !== 'session' && endpoint !== 'own-numbers',
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
