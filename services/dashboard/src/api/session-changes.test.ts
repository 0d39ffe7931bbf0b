import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createQueryClient } from './query-client.ts';
import { releasesQuery, sessionQuery } from './questions.ts';
import type { Session } from './schemas.ts';
import { announceSessionChange, followSessionChanges } from './session-changes.ts';
import { signOut } from './sign-out.ts';

const PUBLIC: Session = { role: 'public', reads: 'public', signIn: true };
const MEMBER: Session = { role: 'analyst', reads: 'partners', organisation: 'MYLA', signIn: true };
const OTHER: Session = { ...MEMBER, organisation: 'BCHR' };

// Files that run at the same time share the channels of a name.
beforeEach(() => {
  const suffix = crypto.randomUUID();
  const Channel = BroadcastChannel;
  vi.stubGlobal(
    'BroadcastChannel',
    class extends Channel {
      constructor(name: string) {
        super(`${name} ${suffix}`);
      }
    },
  );
});

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
  vi.unstubAllGlobals();
});

/** A tab that shows the account `reader` and releases, while the session of the browser is `now`. */
function openTab(reader: Session | undefined, now: Session) {
  const requests: string[] = [];
  const events = new EventTarget();
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  vi.stubGlobal('removeEventListener', events.removeEventListener.bind(events));
  vi.stubGlobal('fetch', async (path: string) => {
    requests.push(path);
    return Response.json(path === '/sign-out' ? {} : now);
  });
  const client = createQueryClient();
  client.mount();
  client.setQueryData(sessionQuery().queryKey, reader);
  client.setQueryData(releasesQuery().queryKey, { releases: [] });
  const releases = new QueryObserver(client, { ...releasesQuery(), staleTime: 0, refetchOnMount: false });
  endings.push(
    followSessionChanges(client),
    // A page that has just loaded gets its session later.
    new QueryObserver(client, {
      ...sessionQuery(),
      staleTime: 0,
      refetchOnMount: reader === undefined,
    }).subscribe(() => undefined),
    releases.subscribe(() => undefined),
    () => client.unmount(),
    () => client.clear(),
  );
  return {
    requests,
    session: () => client.getQueryData(sessionQuery().queryKey),
    focus: () => events.dispatchEvent(new Event('focus')),
  };
}

/** Messages that other tabs receive. */
function otherTab(): unknown[] {
  const received: unknown[] = [];
  const channel = new BroadcastChannel('waylight-session');
  channel.addEventListener('message', ({ data }) => received.push(data));
  endings.push(() => channel.close());
  return received;
}

/** Waits until earlier messages have arrived. */
async function untilDelivered(): Promise<void> {
  const received = otherTab();
  announceSessionChange();
  await vi.waitFor(() => expect(received).toHaveLength(1));
}

it('a change in another tab makes a tab fetch its session once, and no numbers', async () => {
  const { requests, session } = openTab(PUBLIC, OTHER);
  announceSessionChange();
  await vi.waitFor(() => expect(session()).toEqual(OTHER));
  expect(requests).toEqual(['/v1/session']);
});

it.each([
  ['of somebody signed in announces its session once', MEMBER, 1],
  ['of the public announces nothing', PUBLIC, 0],
] as const)('a new page %s', async (_, reader, times) => {
  const received = otherTab();
  const { session } = openTab(undefined, reader);
  await vi.waitFor(() => expect(session()).toEqual(reader));
  await untilDelivered();
  expect(received).toHaveLength(times + 1);
});

it('a sign-out is announced', async () => {
  const received = otherTab();
  vi.stubGlobal('fetch', async () => Response.json({}));
  await signOut(MEMBER);
  await vi.waitFor(() => expect(received).toHaveLength(1));
});

it('a window that gets the focus fetches its session once, and no numbers', async () => {
  const { requests, session, focus } = openTab(MEMBER, OTHER);
  focus();
  await vi.waitFor(() => expect(session()).toEqual(OTHER));
  expect(requests).toEqual(['/v1/session']);
});
