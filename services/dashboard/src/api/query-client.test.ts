import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { createQueryClient } from './query-client.ts';
import { releasesQuery, sessionQuery, trendsQuery } from './questions.ts';
import type { Session } from './schemas.ts';

const MEMBER: Session = { role: 'analyst', reads: 'partners', organisation: 'MYLA', signIn: true };
const PUBLIC: Session = { role: 'public', reads: 'public', signIn: true };
const RELEASES = '/v1/releases';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A page that already shows this reader, and has loaded releases, before insights sends these responses. */
function pageOf(reader: Session, answer: (path: string) => Response) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return answer(path);
  });
  const client = createQueryClient();
  client.setQueryData(sessionQuery().queryKey, reader);
  client.setQueryData(releasesQuery().queryKey, { releases: [] });
  const leave = [
    new QueryObserver(client, sessionQuery()).subscribe(() => undefined),
    new QueryObserver(client, releasesQuery()).subscribe(() => undefined),
  ];
  return {
    client,
    asked,
    askAnew: () => client.refetchQueries({ queryKey: releasesQuery().queryKey }),
    close: () => {
      for (const stop of leave) stop();
      client.clear();
    },
  };
}

const refused = (status: number) => Response.json({ status }, { status });

it('the response that the session has ended causes a fetch of the session, even if a view still shows data', async () => {
  const { client, askAnew, close } = pageOf(MEMBER, (path) =>
    path === RELEASES ? refused(401) : Response.json(PUBLIC),
  );
  await askAnew();
  expect(client.getQueryData(releasesQuery().queryKey)).toEqual({ releases: [] });
  await vi.waitFor(() => expect(client.getQueryData(sessionQuery().queryKey)).toEqual(PUBLIC));
  close();
});

it.each([
  ['an account that may not', MEMBER, 403],
  ['a reader whom the page names nobody', PUBLIC, 401],
] as const)('%s has it ask nothing more', async (_, reader, status) => {
  const { asked, askAnew, close } = pageOf(reader, () => refused(status));
  await askAnew();
  expect(asked).toEqual([RELEASES]);
  close();
});

it('the session is fetched once, whatever the result is', async () => {
  const { client, asked, askAnew, close } = pageOf(MEMBER, () => refused(401));
  await askAnew();
  await vi.waitFor(() => expect(client.getQueryState(sessionQuery().queryKey)?.status).toBe('error'));
  expect([client.isFetching(), asked]).toEqual([0, [RELEASES, '/v1/session']]);
  close();
});

it.each([
  ['a failure', 503, 0, true],
  ['an absent table', 404, 0, false],
  ['an absent table', 404, 10_000, true],
] as const)(
  'a panel that is shown after %s of status %i, %i ms later, asks again: %s',
  async (_, status, afterMs, isAskedAgain) => {
    const clock = vi.spyOn(Date, 'now').mockReturnValue(0);
    const { client, asked, close } = pageOf(MEMBER, () => refused(status));
    const table = trendsQuery({ layer: 'reports', by: ['period'] });
    await client.prefetchQuery({ ...table, retry: false });
    clock.mockReturnValue(afterMs);
    new QueryObserver(client, table).subscribe(() => undefined)();
    expect(asked.length).toBe(isAskedAgain ? 2 : 1);
    close();
  },
);
