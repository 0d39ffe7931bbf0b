import { focusManager, type QueryClient, QueryObserver } from '@tanstack/react-query';
import { sessionQuery } from './questions.ts';

const CHANNEL = 'waylight-session';
const CHANGED = 'changed';

/** Notifies the other tabs of this browser, which share the session, of a sign-in or sign-out. The message names no account. */
export function announceSessionChange(): void {
  const channel = openChannel();
  channel?.postMessage(CHANGED);
  channel?.close();
}

/** Undefined if the browser blocks storage, to which some browsers count channels. Tabs then notice changes when they are visited. */
function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return undefined;
  }
}

/**
 * Fetches the session again after a change in another tab, and when the reader returns to this tab. No timer fetches it: that would
 * prolong the session. Returns a function that stops this.
 */
export function followSessionChanges(client: QueryClient): () => void {
  const channel = openChannel();
  const onMessage = () => void client.refetchQueries({ queryKey: sessionQuery().queryKey });
  channel?.addEventListener('message', onMessage);
  // Every sign-in loads a new page, whose first session may be new to the other tabs.
  const session = new QueryObserver(client, { ...sessionQuery(), enabled: false });
  const stopObserving = session.subscribe(({ data }) => {
    if (data === undefined) return;
    stopObserving();
    if (data.role !== 'public') channel?.postMessage(CHANGED);
  });
  // The library detects hidden tabs, but not two windows next to each other.
  const onFocus = () => focusManager.onFocus();
  addEventListener('focus', onFocus);
  return () => {
    removeEventListener('focus', onFocus);
    stopObserving();
    channel?.close();
  };
}
