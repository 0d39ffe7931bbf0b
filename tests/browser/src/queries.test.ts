import {
  releasePlanQuery,
  releasesQuery,
  removeBulletin,
  saveBulletin,
  sessionQuery,
  statusQuery,
  trendsQuery,
  ViewProblem,
} from '@waylight/dashboard/api';
import { describeInsights, runQuery } from '@waylight/dashboard/conformance';
import { type Browser, createBrowser, signInToTrial } from '@waylight/testing';
import { startTrialRegion, type TrialRegion } from '@waylight/tests-region/trial';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { START_MS } from './browser-region.ts';

const realFetch = globalThis.fetch;
let region: TrialRegion;
/** Signed-in browsers by account. Sessions of an account are limited, and other tests share this region. */
const browsers = new Map<string, Promise<Browser>>();

beforeAll(async () => {
  region = await startTrialRegion({ run: 'trial', data: 'example', shared: true });
}, START_MS);
afterAll(() => region?.stop());

beforeEach(() => useAccount('MYLA'));
afterEach(() => vi.unstubAllGlobals());

/** Sends requests with a path only, such as those of a page, with the session of an account. */
async function useAccount(account: string): Promise<void> {
  const signedIn =
    browsers.get(account) ?? signInToTrial(region.dataDir, account).then(({ browser }) => browser);
  browsers.set(account, signedIn);
  useBrowser(await signedIn);
}

function useBrowser(browser: Browser): void {
  const origin = `http://localhost:${8080 + region.portOffset}`;
  vi.stubGlobal('fetch', (address: string, init?: RequestInit) =>
    address.startsWith('/') ? browser.fetch(`${origin}${address}`, init) : realFetch(address, init),
  );
}

/** A second account of MYLA, because the rules end its session. */
const WRITER = 'MYLA-2';
const DRAFT = 'rules-of-pages';

const enterAsWriter = async () => {
  browsers.delete(WRITER);
  await useAccount(WRITER);
};
describeInsights('the service', {
  enter: async (role) => (role === 'public' ? useBrowser(createBrowser()) : enterAsWriter()),
  draft: async () => {
    await saveBulletin(await runQuery(sessionQuery()), DRAFT, 0, {
      ...{ title: 'The borders', language: 'en', audience: 'partners', period: '2026-03', bindings: [] },
      blocks: [{ kind: 'text', text: 'Saved before.' }],
    });
    return DRAFT;
  },
});
// Other tests share the region.
afterAll(async () => {
  await enterAsWriter();
  await removeBulletin(await runQuery(sessionQuery()), DRAFT);
});

it('each endpoint returns what its query expects', async () => {
  expect(await runQuery(sessionQuery())).toMatchObject({
    role: 'analyst',
    organisation: 'MYLA',
    reads: 'partners',
  });
  expect(await runQuery(statusQuery())).toMatchObject({ nodes: expect.arrayContaining([expect.anything()]) });
  expect(await runQuery(releasePlanQuery())).toMatchObject({ plan: { base: 5 } });
  expect(await runQuery(releasesQuery())).toMatchObject({
    releases: expect.arrayContaining([expect.objectContaining({ table: 'country-month', k: 5 })]),
  });
  const rounded = await runQuery(
    trendsQuery({ layer: 'reports', by: ['period', 'country'], period: 'month' }),
  );
  expect(rounded).toMatchObject({ layer: 'reports', by: ['period', 'country'], k: 5 });
  const exact = await runQuery(
    trendsQuery({ layer: 'public-record', unit: 'victims', by: ['period'], period: 'year', country: ['RS'] }),
  );
  expect(exact).toMatchObject({ layer: 'public-record', unit: 'victims' });
  // Exact numbers have no rounding base.
  expect(exact).not.toHaveProperty('k', expect.anything());
});

it('the session of every role is recognised', async () => {
  const roles = {
    authority: 'authority',
    'data-protection-officer': 'data-protection-officer',
    operator: 'operator',
  };
  for (const [account, role] of Object.entries(roles)) {
    await useAccount(account);
    expect([account, await runQuery(sessionQuery())]).toEqual([account, expect.objectContaining({ role })]);
  }
});

it('a query without a released table fails with the nearest table, an invalid one with an error', async () => {
  const failureOf = (query: Parameters<typeof runQuery>[0]) =>
    runQuery(query).catch((error: unknown) => error);
  const empty = await failureOf(trendsQuery({ layer: 'reports', by: ['period', 'cause'], period: 'month' }));
  expect(empty).toBeInstanceOf(ViewProblem);
  expect(empty).toMatchObject({ code: 'empty', nearest: { tableId: expect.stringMatching(/month/) } });
  const wrong = await failureOf(trendsQuery({ layer: 'reports', by: ['colour'] }));
  expect(wrong).toMatchObject({ code: 'error' });
});

it('an unknown session is not permitted, and a failed connection is offline', async () => {
  const origin = `http://localhost:${8080 + region.portOffset}`;
  const cookie = `__Host-waylight-session=${'A'.repeat(43)}`;
  vi.stubGlobal('fetch', (path: string) => fetchWith(cookie, `${origin}${path}`));
  await expect(runQuery(releasesQuery())).rejects.toMatchObject({ code: 'not-permitted' });
  vi.stubGlobal('fetch', () => fetchWith(cookie, 'http://localhost:1/'));
  await expect(runQuery(releasesQuery())).rejects.toMatchObject({ code: 'offline' });
});

const fetchWith = (cookie: string, url: string): Promise<Response> => realFetch(url, { headers: { cookie } });
