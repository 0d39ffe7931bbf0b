import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { forgetOthers, forgetView, keepView, restoreView } from './kept-view.ts';
import type { Session } from './schemas.ts';

/** Not after each of a page's answers. */
const KEEP_AFTER_MS = 1_000;

export type KeptView = {
  /** The page shows stored answers that were not loaded again since. */
  readonly isKept: boolean;
  readonly renewed: () => void;
};

/**
 * Keeps what a session reads, and brings it back where nobody answers who the reader is. It is brought back then alone:
 * before, nobody could say whose it is. When somebody answers, and it is another session's, it goes from page and device.
 */
export function useKeptView(session: Session | undefined, isOffline: boolean): KeptView {
  const client = useQueryClient();
  const [isKept, setKept] = useState(false);
  /** Whose answers the page holds. */
  const whoseShown = useRef<string>(undefined);
  useEffect(() => {
    if (session === undefined) return;
    const stopped = new AbortController();
    void keepFor(client, session, whoseShown, stopped.signal).then((isAnothers) => {
      if (isAnothers) setKept(false);
    });
    return () => stopped.abort();
  }, [client, session]);
  useEffect(() => {
    if (!isOffline || session !== undefined) return;
    const restored = restoreView(client, Date.now(), localStorage);
    if (restored === undefined) return;
    whoseShown.current = restored.whose;
    setKept(true);
  }, [client, session, isOffline]);
  return { isKept, renewed: () => setKept(false) };
}

/** Keeps until it is stopped; answers whether the page held what another session had read, which is gone then. */
async function keepFor(
  client: QueryClient,
  session: Session,
  whoseShown: { current: string | undefined },
  stopped: AbortSignal,
): Promise<boolean> {
  const whose = await whoseView(session);
  if (stopped.aborted) return false;
  if (whose === undefined) {
    forgetView(localStorage);
    return false;
  }
  forgetOthers(whose, Date.now(), localStorage);
  const isAnothers = whoseShown.current !== undefined && whoseShown.current !== whose;
  whoseShown.current = whose;
  if (isAnothers) void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => keepView(client, whose, localStorage), KEEP_AFTER_MS);
  };
  keepSoon();
  const stop = client.getQueryCache().subscribe(({ type }) => {
    if (type === 'updated') keepSoon();
  });
  stopped.addEventListener('abort', () => {
    clearTimeout(timer);
    stop();
  });
  return isAnothers;
}

/** A digest that identifies a session and cannot open it. Undefined if the browser cannot compute digests. */
async function whoseView({ role, csrfToken }: Session): Promise<string | undefined> {
  if (role === 'public' || csrfToken === undefined) return 'public';
  // Only where the page came over a connection that is secure, or from this machine.
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (subtle === undefined) return undefined;
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(`waylight kept view ${csrfToken}`));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
