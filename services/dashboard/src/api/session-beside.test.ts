import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { openBeside, type ToldBeside, tellBeside } from './beside.ts';
import { createQueryClient } from './query-client.ts';
import { releasesQuery, sessionQuery } from './questions.ts';
import type { Session } from './schemas.ts';
import { hearOfSessions } from './session-beside.ts';
import { signOut } from './sign-out.ts';

const PUBLIC: Session = { role: 'public', reads: 'public', signIn: true };
const MEMBER: Session = { role: 'analyst', reads: 'partners', organisation: 'MYLA', signIn: true };
const OTHER: Session = { ...MEMBER, organisation: 'BCHR' };

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
  vi.unstubAllGlobals();
});

/** A window that shows who reads, if it knows, and holds releases, in a browser that insights answers `now` from then on. */
function windowOf(reader: Session | undefined, now: Session) {
  const asked: string[] = [];
  const focus = new EventTarget();
  vi.stubGlobal('addEventListener', focus.addEventListener.bind(focus));
  vi.stubGlobal('removeEventListener', focus.removeEventListener.bind(focus));
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return Response.json(path === '/sign-out' ? {} : now);
  });
  const client = createQueryClient();
  client.mount();
  client.setQueryData(sessionQuery().queryKey, reader);
  client.setQueryData(releasesQuery().queryKey, { releases: [] });
  // Whoever writes holds no look for new enough.
  const session = new QueryObserver(client, { ...sessionQuery(), staleTime: Number.POSITIVE_INFINITY });
  const releases = new QueryObserver(client, { ...releasesQuery(), staleTime: 0, refetchOnMount: false });
  endings.push(
    session.subscribe(() => undefined),
    releases.subscribe(() => undefined),
    () => client.unmount(),
    () => client.clear(),
  );
  return {
    asked,
    shown: () => client.getQueryData(sessionQuery().queryKey),
    /** It has come to where nothing is told any more. */
    open: () => endings.push(hearOfSessions(client)),
    look: () => session.setOptions({ ...sessionQuery(), staleTime: 0 }),
    comeBack: () => focus.dispatchEvent(new Event('focus')),
  };
}

/** Another window, and all that is told to it. */
function besideIt() {
  const heard: ToldBeside[] = [];
  const { tell, close } = openBeside((told) => heard.push(told));
  endings.push(close);
  return { heard, tell };
}

/** Until what was told before has come. */
async function untilTold(): Promise<void> {
  const { heard } = besideIt();
  tellBeside('text-back');
  await vi.waitFor(() => expect(heard).toContain('text-back'));
}

it('who hears that the session has changed asks once who reads, and tells it to nobody', async () => {
  const { asked, shown, open } = windowOf(PUBLIC, OTHER);
  open();
  const { heard, tell } = besideIt();
  tell('session-changed');
  await vi.waitFor(() => expect(shown()).toEqual(OTHER));
  await untilTold();
  expect([asked, heard]).toEqual([['/v1/session'], ['text-back']]);
});

it('what is told of a text has it ask nothing, nor what no window of this build would tell', async () => {
  const { asked, open } = windowOf(MEMBER, OTHER);
  open();
  const channel = new BroadcastChannel('waylight-beside');
  endings.push(() => channel.close());
  for (const told of ['text-of-another', 'session', null, { told: 'session-changed' }])
    channel.postMessage(told);
  await untilTold();
  expect(asked).toEqual([]);
});

it.each([
  ['somebody who has signed in', 'once that it may have begun', MEMBER, ['session-changed']],
  ['the public', 'nothing', PUBLIC, []],
] as const)('a page that %s has loaded tells %s', async (_, __, reader, told) => {
  const { heard } = besideIt();
  const { shown, asked, open } = windowOf(undefined, reader);
  open();
  await vi.waitFor(() => expect(shown()).toEqual(reader));
  await untilTold();
  await vi.waitFor(() => expect(heard.toSorted()).toEqual([...told, 'text-back']));
  expect(asked).toEqual(['/v1/session']);
});

it('a sign-out is told to the windows beside', async () => {
  const { heard } = besideIt();
  windowOf(MEMBER, PUBLIC);
  await signOut(MEMBER);
  await untilTold();
  expect(heard).toEqual(['session-changed', 'text-back']);
});

it('whoever comes back to a window that was seen all the while has it ask who reads, once, and no numbers', async () => {
  const { asked, shown, open, look, comeBack } = windowOf(MEMBER, OTHER);
  open();
  look();
  comeBack();
  await vi.waitFor(() => expect(shown()).toEqual(OTHER));
  expect(asked).toEqual(['/v1/session']);
});
