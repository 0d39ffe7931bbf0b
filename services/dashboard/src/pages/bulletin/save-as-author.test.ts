import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { sessionQuery } from '../../api/questions.ts';
import type { Session } from '../../api/schemas.ts';
import { emptyBulletin } from './content-edit.ts';
import { saveAsAuthor } from './save-as-author.ts';

const PUBLIC: Session = { role: 'public', reads: 'public', signIn: true };
const session = (account: string, csrfToken: string): Session => ({
  ...{ role: 'analyst', reads: 'partners', organisation: 'MYLA', signIn: true, account, csrfToken },
});
const content = emptyBulletin({ title: '', language: 'en', audience: 'partners', period: '2026-10' });

afterEach(() => vi.unstubAllGlobals());

/** Saves from a page that knows the author's first session, where insights answers each save with the next status. */
async function saved(statuses: readonly number[], reader: Session) {
  const tokens: (string | null)[] = [];
  const left = [...statuses];
  vi.stubGlobal('fetch', async (path: string, { headers }: RequestInit) => {
    if (path === '/v1/session') return Response.json(reader);
    tokens.push(new Headers(headers).get('x-csrf-token'));
    const status = left.shift() ?? 500;
    return Response.json({ status }, { status });
  });
  const client = new QueryClient();
  client.setQueryData(sessionQuery().queryKey, session('one', 'first'));
  const outcome = await saveAsAuthor(client, { author: 'one', id: 'b', base: 2, content });
  return { tokens, outcome, reader: client.getQueryData(sessionQuery().queryKey) };
}

it.each([401, 403, 404])(
  'who has signed in anew saves with the new session, where the old one answers %i',
  async (status) => {
    const { tokens, outcome } = await saved([status, 409], session('one', 'second'));
    expect(tokens).toEqual(['first', 'second']);
    expect(outcome.kind).toBe('refused');
  },
);

it.each([
  ['nobody', PUBLIC],
  ['another account of the organisation', session('other', 'second')],
  ['the same session', session('one', 'first')],
])('as %s it is not sent again, and the page knows who reads', async (_, now) => {
  const { tokens, outcome, reader } = await saved([401, 200], now);
  expect([tokens, outcome.kind]).toEqual([['first'], 'failed']);
  expect(reader).toEqual(now);
});

it.each([500, 409, 400])('what is answered %i asks nothing more', async (status) => {
  const { tokens, reader } = await saved([status, 200], PUBLIC);
  expect([tokens, reader?.account]).toEqual([['first'], 'one']);
});
