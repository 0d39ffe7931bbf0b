import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Session } from './schemas.ts';

/** Deletes the data on the page when insights reports another session than the one that fetched it. */
export function useResetForOthers(session: Session | undefined): void {
  const client = useQueryClient();
  /** Owner of the data on the page. */
  const whoseShown = useRef<string>(undefined);
  useEffect(() => {
    if (session === undefined) return;
    const whose = session.role === 'public' ? 'public' : (session.csrfToken ?? 'public');
    const isAnothers = whoseShown.current !== undefined && whoseShown.current !== whose;
    whoseShown.current = whose;
    if (isAnothers) void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  }, [client, session]);
}
