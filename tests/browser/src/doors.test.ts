import {
  releasePlanQuery,
  releasesQuery,
  sessionQuery,
  statusQuery,
  trendsQuery,
  ViewProblem,
} from '@waylight/dashboard/api';
import { type Browser, signInToTrial } from '@waylight/testing';
import { startTrialRegion, type TrialRegion } from '@waylight/tests-region/trial';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { START_MS } from './browser-region.ts';

const realFetch = globalThis.fetch;
let region: TrialRegion;
/** By account: a person has few sessions at once, and other tests read this region as well. */
const browsers = new Map<string, Promise<Browser>>();

beforeAll(async () => {
  region = await startTrialRegion({ run: 'trial', data: 'example', shared: true });
}, START_MS);
afterAll(() => region?.stop());

beforeEach(() => askAs('MYLA'));
afterEach(() => vi.unstubAllGlobals());

async function askAs(account: string): Promise<void> {
  // A page asks by path alone, of where it came from; whoever names a host is not the page.
  const origin = `http://localhost:${8080 + region.portOffset}`;
  const signedIn =
    browsers.get(account) ?? signInToTrial(region.dataDir, account).then(({ browser }) => browser);
  browsers.set(account, signedIn);
  const browser = await signedIn;
  vi.stubGlobal('fetch', (address: string, init?: RequestInit) =>
    address.startsWith('/') ? browser.fetch(`${origin}${address}`, init) : realFetch(address, init),
  );
}

/** Runs a query as the client does that pages have. */
async function ask<Data>(query: { queryFn?: unknown }): Promise<Data> {
  if (typeof query.queryFn !== 'function') throw new TypeError('a query has a function');
  return query.queryFn({ signal: new AbortController().signal });
}

it('what each door answers fits what pages take it to be', async () => {
  expect(await ask(sessionQuery())).toMatchObject({
    role: 'analyst',
    organisation: 'MYLA',
    reads: 'partners',
  });
  expect(await ask(statusQuery())).toMatchObject({ nodes: expect.arrayContaining([expect.anything()]) });
  expect(await ask(releasePlanQuery())).toMatchObject({ plan: { base: 5 } });
  expect(await ask(releasesQuery())).toMatchObject({
    releases: expect.arrayContaining([expect.objectContaining({ table: 'country-month', k: 5 })]),
  });
  const rounded = await ask(trendsQuery({ layer: 'reports', by: ['period', 'country'], period: 'month' }));
  expect(rounded).toMatchObject({ layer: 'reports', by: ['period', 'country'], k: 5 });
  const exact = await ask(
    trendsQuery({ layer: 'public-record', unit: 'victims', by: ['period'], period: 'year', country: ['RS'] }),
  );
  expect(exact).toMatchObject({ layer: 'public-record', unit: 'victims' });
  // Exact numbers are multiples of nothing.
  expect(exact).not.toHaveProperty('k', expect.anything());
});

it('whoever can sign in is somebody to the pages, whatever the role', async () => {
  const roles = {
    authority: 'authority',
    'data-protection-officer': 'data-protection-officer',
    operator: 'operator',
  };
  for (const [account, role] of Object.entries(roles)) {
    await askAs(account);
    expect([account, await ask(sessionQuery())]).toEqual([account, expect.objectContaining({ role })]);
  }
});

it('a question that no table answers fails with the nearest one, and a bad one as an error', async () => {
  const failureOf = (query: { queryFn?: unknown }) => ask(query).catch((error: unknown) => error);
  const empty = await failureOf(trendsQuery({ layer: 'reports', by: ['period', 'cause'], period: 'month' }));
  expect(empty).toBeInstanceOf(ViewProblem);
  expect(empty).toMatchObject({ code: 'empty', nearest: { tableId: expect.stringMatching(/month/) } });
  const wrong = await failureOf(trendsQuery({ layer: 'reports', by: ['colour'] }));
  expect(wrong).toMatchObject({ code: 'error' });
});

it('a session that nobody knows is told to sign in, and silence is no connection', async () => {
  const origin = `http://localhost:${8080 + region.portOffset}`;
  const cookie = `__Host-waylight-session=${'A'.repeat(43)}`;
  vi.stubGlobal('fetch', (path: string) => fetchWith(cookie, `${origin}${path}`));
  await expect(ask(releasesQuery())).rejects.toMatchObject({ code: 'not-permitted' });
  vi.stubGlobal('fetch', () => fetchWith(cookie, 'http://localhost:1/'));
  await expect(ask(releasesQuery())).rejects.toMatchObject({ code: 'offline' });
});

const fetchWith = (cookie: string, url: string): Promise<Response> => realFetch(url, { headers: { cookie } });
