/** Attempts to act as another person: each must fail. */
import { createBrowser, type Visitor } from '@waylight/testing';
import type { InProcessRegion, RegionInsights } from '@waylight/tests-region';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signInUntilCallback } from './testing/sign-in-until-callback.ts';
import { NOW_MS, startInsights } from './testing/start-insights.ts';

const SESSION = '__Host-waylight-session';
const ATTEMPT = '__Host-waylight-sign-in';
const SECURE = 'Path=/; HttpOnly; Secure; SameSite=Lax';

let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  region = await startInsights();
  insights = region.insights;
});
afterAll(() => region?.stop());
afterEach(() => {
  region.clock.nowMs = NOW_MS;
});

const cookieOf = async ({ browser }: Pick<Visitor, 'browser'>, name = SESSION): Promise<string | undefined> =>
  new RegExp(`${name}=([^;]+)`).exec(await browser.cookies(insights.origin))?.[1];

/** Queries the session of a cookie, without a browser. */
async function whoIs(session: string): Promise<{ status: number; role: unknown; setCookie: string[] }> {
  const headers = { cookie: `${SESSION}=${session}` };
  const [who, releases] = await Promise.all(
    ['/v1/session', '/v1/releases'].map((path) => fetch(`${insights.origin}${path}`, { headers })),
  );
  const { role } = (await who!.json()) as { role: unknown };
  return { status: releases!.status, role, setCookie: releases!.headers.getSetCookie() };
}
const PUBLIC = { status: 401, role: 'public' };

describe('a cookie of a session', () => {
  it('is for this host, hidden from scripts, and not sent with requests of other sites', async () => {
    const { browser, callback } = await signInUntilCallback(insights, 'MYLA');
    const back = await browser.fetch(callback);
    expect([back.status, back.headers.get('location')]).toEqual([303, `${insights.origin}/`]);
    const [attempt, session] = back.headers.getSetCookie();
    expect(attempt).toBe(
      `${ATTEMPT}=; Max-Age=0; ${SECURE.replace('HttpOnly', 'Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly')}`,
    );
    expect(session).toMatch(new RegExp(`^${SESSION}=[\\w-]{43}; ${SECURE}$`));
  });

  it('that was set before the sign-in is replaced, and opens no session afterwards', async () => {
    const planted = 'planted'.padEnd(43, 'A');
    const browser = createBrowser();
    await browser.setCookie(`${SESSION}=${planted}; ${SECURE}`, insights.origin);
    const victim = await insights.signIn('MYLA', { browser });
    expect(await cookieOf(victim)).not.toBe(planted);
    expect(await whoIs(planted)).toMatchObject(PUBLIC);
    // The same holds for the valid session of a thief, who has set its cookie in the victim's browser.
    const own = await insights.signIn('BCHR');
    const thiefs = (await cookieOf(own)) ?? '';
    await browser.setCookie(`${SESSION}=${thiefs}; ${SECURE}`, insights.origin);
    await insights.signIn('MYLA', { browser });
    expect(await whoIs(thiefs)).toMatchObject(PUBLIC);
    expect(await (await victim.sendRequest('/v1/session')).json()).toMatchObject({ organisation: 'MYLA' });
  });

  it('opens no session if any letter is changed, and is cleared', async () => {
    const session = (await cookieOf(await insights.signIn('MYLA'))) ?? '';
    expect(await whoIs(session)).toMatchObject({ status: 200, role: 'analyst' });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 42 }), fc.constantFrom(...'AZaz09-_'), async (at, letter) => {
        fc.pre(session[at] !== letter);
        const changed = `${session.slice(0, at)}${letter}${session.slice(at + 1)}`;
        const { setCookie, ...who } = await whoIs(changed);
        expect(who).toEqual(PUBLIC);
        expect(setCookie.join()).toContain(`${SESSION}=; Max-Age=0`);
      }),
      { numRuns: 30 },
    );
    for (const odd of ['', '"', 'a'.repeat(4_000), `${session}x`, "' OR 1=1 --", '%00'])
      expect([odd, (await whoIs(odd)).role]).toEqual([odd, 'public']);
  });

  it('opens no session after the sign-out', async () => {
    const visitor = await insights.signIn('MYLA');
    const kept = (await cookieOf(visitor)) ?? '';
    const out = await visitor.sendRequest('/sign-out', {});
    expect([out.status, new URL(((await out.json()) as { signOutUrl: string }).signOutUrl).origin]).toEqual([
      200,
      insights.provider.issuer,
    ]);
    expect(await cookieOf(visitor)).toBeUndefined();
    expect(await whoIs(kept)).toMatchObject(PUBLIC);
  });

  it('opens no session when expired, whether used or not', async () => {
    const kept = (await cookieOf(await insights.signIn('MYLA'))) ?? '';
    const minute = 60_000;
    region.clock.nowMs = NOW_MS + 30 * minute;
    expect(await whoIs(kept)).toMatchObject(PUBLIC);
    region.clock.nowMs = NOW_MS;
    const used = (await cookieOf(await insights.signIn('MYLA'))) ?? '';
    for (let n = 1; n < 8 * 60; n += 20) {
      region.clock.nowMs = NOW_MS + n * minute;
      expect((await whoIs(used)).role).toBe('analyst');
    }
    region.clock.nowMs = NOW_MS + 8 * 60 * minute;
    expect(await whoIs(used)).toMatchObject(PUBLIC);
  });
});

describe('the redirect of a provider', () => {
  it('is rejected in a browser that has not begun the sign-in', async () => {
    const { callback } = await signInUntilCallback(insights, 'MYLA');
    const thief = createBrowser();
    expect((await thief.visit(callback)).status).toBe(400);
    expect(await cookieOf({ browser: thief })).toBeUndefined();
    // It is also rejected in a browser with another pending sign-in: otherwise the victim would act as the thief.
    const victim = await signInUntilCallback(insights, 'BCHR');
    expect((await victim.browser.visit(callback)).status).toBe(400);
    expect(await cookieOf(victim)).toBeUndefined();
  });

  it('is rejected with a state, issuer or code of another sign-in', async () => {
    for (const [name, value] of [
      ['state', 'x'.repeat(43)],
      ['state', undefined],
      ['code', 'x'.repeat(43)],
      ['code', undefined],
      ['iss', 'https://evil.example'],
      ['iss', undefined],
      ['error', 'access_denied'],
    ] as const) {
      const { browser, callback } = await signInUntilCallback(insights, 'MYLA');
      const url = new URL(callback);
      url.searchParams.delete(name);
      if (value !== undefined) url.searchParams.set(name, value);
      const { status, text } = await browser.visit(url.href);
      expect([name, value, status >= 400 && status < 500, await cookieOf({ browser })]).toEqual([
        name,
        value,
        true,
        undefined,
      ]);
      expect(text).toContain('<h1>You are not signed in</h1>');
    }
  });

  it('is rejected a second time, also with the original URL and cookie', async () => {
    const { browser, callback, cookies } = await signInUntilCallback(insights, 'MYLA');
    expect((await browser.fetch(callback)).status).toBe(303);
    const again = await fetch(callback, { headers: { cookie: cookies }, redirect: 'manual' });
    expect([again.status, again.headers.getSetCookie().join().includes(`${SESSION}=`)]).toEqual([400, false]);
    // Rejected before the request to the provider, which might accept a code twice.
    expect(await again.text()).toContain('already used');
    // Concurrently: only the first succeeds.
    const stolen = await signInUntilCallback(insights, 'MYLA');
    const headers = { cookie: stolen.cookies };
    const all = await Promise.all(
      Array.from({ length: 5 }, () => fetch(stolen.callback, { headers, redirect: 'manual' })),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([303, 400, 400, 400, 400]);
  });

  it('is rejected with a code of another person’s sign-in', async () => {
    const victim = await signInUntilCallback(insights, 'MYLA');
    const thief = await signInUntilCallback(insights, 'SIM-MK-1');
    const url = new URL(thief.callback);
    url.searchParams.set('code', new URL(victim.callback).searchParams.get('code') ?? '');
    expect((await thief.browser.visit(url.href)).status).toBe(400);
    expect(await cookieOf(thief)).toBeUndefined();
  });

  it('is rejected with a changed or expired cookie', async () => {
    const { callback, cookies } = await signInUntilCallback(insights, 'MYLA');
    const sealed = new RegExp(`${ATTEMPT}=([^;]+)`).exec(cookies)?.[1] ?? '';
    const changed = sealed.replace(/.(?=[^.]*$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    const headers = { cookie: `${ATTEMPT}=${changed}` };
    expect((await fetch(callback, { headers, redirect: 'manual' })).status).toBe(400);
    region.clock.nowMs = NOW_MS + 10 * 60_000;
    expect((await fetch(callback, { headers: { cookie: cookies }, redirect: 'manual' })).status).toBe(400);
  });
});

describe('a change', () => {
  const path = '/v1/approvals/delegations';
  const post = async (
    { browser }: Visitor,
    headers: Record<string, string>,
    from?: string,
    to = path,
  ): Promise<number> => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ to: 'DRC', revoke: true }),
    };
    return (await browser.fetch(`${insights.origin}${to}`, init, from)).status;
  };
  const tokenOf = async (visitor: Visitor): Promise<string> =>
    ((await (await visitor.sendRequest('/v1/session')).json()) as { csrfToken: string }).csrfToken;

  it('is accepted from a page of this service with the session’s token', async () => {
    const visitor = await insights.signIn('MYLA');
    const token = await tokenOf(visitor);
    expect(await post(visitor, { 'x-csrf-token': token })).toBe(200);
  });

  it('is rejected without the token, with another session’s, and with the cookie as token', async () => {
    const [visitor, other] = [await insights.signIn('MYLA'), await insights.signIn('MYLA')];
    for (const token of [undefined, '', await tokenOf(other), (await cookieOf(visitor)) ?? ''])
      for (const to of [path, '/sign-out'])
        expect(await post(visitor, token === undefined ? {} : { 'x-csrf-token': token }, undefined, to)).toBe(
          403,
        );
    expect(await (await visitor.sendRequest('/v1/session')).json()).toMatchObject({ role: 'analyst' });
  });

  it('is rejected from other origins, even from another port of this host with the token', async () => {
    const visitor = await insights.signIn('MYLA');
    const token = { 'x-csrf-token': await tokenOf(visitor) };
    expect(await post(visitor, token, insights.provider.issuer)).toBe(403);
    expect(await post(visitor, { ...token, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await post(visitor, { ...token, 'sec-fetch-site': 'none' })).toBe(403);
    const { origin } = insights;
    const cookie = await visitor.browser.cookies(origin);
    const bare = { method: 'POST', body: '{}' };
    const headers = { 'content-type': 'application/json', cookie, ...token };
    const statusWith = async (more: Record<string, string>): Promise<number> =>
      (await fetch(`${origin}/sign-out`, { ...bare, headers: { ...headers, ...more } })).status;
    // `fetch` of Node.js sends Sec-Fetch-Mode, but neither Origin nor Sec-Fetch-Site.
    expect(await statusWith({})).toBe(403);
    expect(await statusWith({ origin: 'null' })).toBe(403);
    expect(await statusWith({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusWith({ origin })).toBe(200);
  });

  it('from another site is sent without the cookie, and has no effect', async () => {
    const visitor = await insights.signIn('MYLA');
    const token = { 'x-csrf-token': await tokenOf(visitor) };
    expect(await post(visitor, token, 'https://evil.example')).toBe(404);
    expect(await post(visitor, token, 'https://evil.example', '/sign-out')).toBe(200);
    expect(await (await visitor.sendRequest('/v1/session')).json()).toMatchObject({ role: 'analyst' });
  });
});

it('redirects to this service only after a sign-in', async () => {
  for (const returnTo of [
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '/.//evil.example',
    'x',
    '',
  ]) {
    const answer = await fetch(`${insights.origin}/sign-in?returnTo=${encodeURIComponent(returnTo)}`, {
      redirect: 'manual',
    });
    expect([returnTo, answer.status, answer.headers.get('location')]).toEqual([returnTo, 400, null]);
  }
  const { landingPage } = await insights.signIn('MYLA', { returnTo: '/v1/completeness?from=2025' });
  expect([landingPage.url, landingPage.status]).toEqual([
    `${insights.origin}/v1/completeness?from=2025`,
    200,
  ]);
});
