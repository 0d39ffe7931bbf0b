import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { deviceStorage } from './device-storage.ts';
import { forgetOthers, forgetView, keepView, restoreView } from './kept-view.ts';
import type { Session } from './schemas.ts';

/** Delay that combines the responses of one page. */
const KEEP_AFTER_MS = 1_000;

export type KeptView = {
  /** True if the page shows stored data that was not fetched again since. */
  readonly isKept: boolean;
  readonly renewed: () => void;
};

/**
 * Stores the data of a session, and restores it only if insights does not respond: before that it is unknown whose data it is. If
 * insights then reports another session, the data is deleted from page and device.
 */
export function useKeptView(session: Session | undefined, isOffline: boolean): KeptView {
  const client = useQueryClient();
  const [isKept, setKept] = useState(false);
  /** Owner of the data on the page. */
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
    const restored = restoreView(client, Date.now(), deviceStorage());
    if (restored === undefined) return;
    whoseShown.current = restored.whose;
    setKept(true);
  }, [client, session, isOffline]);
  return { isKept, renewed: () => setKept(false) };
}

/** Stores data until it is stopped. Returns true if the page contained data of another session, which is then deleted. */
async function keepFor(
  client: QueryClient,
  session: Session,
  whoseShown: { current: string | undefined },
  stopped: AbortSignal,
): Promise<boolean> {
  const whose = await whoseView(session);
  if (stopped.aborted) return false;
  if (whose === undefined) {
    forgetView(deviceStorage());
    return false;
  }
  forgetOthers(whose, Date.now(), deviceStorage());
  const isAnothers = whoseShown.current !== undefined && whoseShown.current !== whose;
  whoseShown.current = whose;
  if (isAnothers) void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keepSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => keepView(client, whose, deviceStorage()), KEEP_AFTER_MS);
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
  // Available only over a secure connection, or from this machine.
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (subtle === undefined) return undefined;
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(`waylight kept view ${csrfToken}`));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
