import { type Browser, createBrowser } from '@waylight/testing';
import { type InProcessRegion, type RegionInsights, UNKNOWN_SESSION } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseEvent } from './testing/release-event.ts';
import { SIGN_IN_WAIT, startInsights } from './testing/start-insights.ts';

let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  region = await startInsights(undefined, { WAYLIGHT_INSIGHTS_NODE_ENDPOINTS: 'MK=https://mk.example:7104' });
  insights = region.insights;
});
afterAll(() => region?.stop());

const cookiesOf = (header: string): Record<string, string> =>
  Object.fromEntries(header.split('; ').map((cookie) => cookie.split('=', 2)));

describe('a sign-in', () => {
  it('gives the role of the provider’s claims, and its audience', async () => {
    const sessions: Record<string, unknown> = {};
    for (const as of ['MYLA', 'DRC', 'SIM-MK-1', 'authority', 'data-protection-officer', 'operator']) {
      const { role, organisation, reads } = (await insights.http('/v1/session', as)).body;
      sessions[as] = [role, organisation, reads];
    }
    expect(sessions).toEqual({
      MYLA: ['analyst', 'MYLA', 'partners'],
      DRC: ['analyst', 'DRC', 'partners'],
      'SIM-MK-1': ['analyst', 'SIM-MK-1', 'network'],
      authority: ['authority', undefined, 'authorities'],
      'data-protection-officer': ['data-protection-officer', undefined, 'public'],
      operator: ['operator', undefined, 'public'],
    });
    await region.release(releaseEvent('2025-07', [5]));
    await expect
      .poll(async () => (await insights.http('/v1/releases', 'MYLA')).body.releases.length, SIGN_IN_WAIT)
      .toBe(2);
    for (const as of ['SIM-MK-1', 'authority', 'data-protection-officer', 'operator'])
      expect((await insights.http('/v1/releases', as)).body).toEqual({ releases: [] });
  });

  it('without a known role leaves the reader public, and the page names the reason', async () => {
    for (const [account, reason] of [
      ['nobody', 'has no role here'],
      ['unknown-role', 'has no role here'],
      ['unknown-organisation', 'organisation or role is not active here'],
      ['unnamed-authority', 'does not name exactly one authority'],
      ['unknown-authority', 'organisation or role is not active here'],
    ] as const) {
      const { landingPage, browser, sendRequest } = await insights.signIn(account);
      expect([account, landingPage.status]).toEqual([account, 403]);
      expect(landingPage.text).toContain(reason);
      expect(landingPage.text).toContain('Ask the administrator of your account');
      expect(await browser.cookies(insights.origin)).not.toContain('waylight-session');
      expect(await (await sendRequest('/v1/session')).json()).toEqual({
        signIn: true,
        role: 'public',
        reads: 'public',
      });
    }
  });

  it('returns the nodes of the organisation with their origins, but only to analysts', async () => {
    const nodesOf = async (as?: string) => (await insights.http('/v1/session', as)).body.nodes;
    expect(await nodesOf('MYLA')).toEqual([{ country: 'MK', origin: 'https://mk.example:7104' }]);
    const drc = await nodesOf('DRC');
    expect(drc).toContainEqual({ country: 'RS' });
    expect(drc).toContainEqual({ country: 'MK', origin: 'https://mk.example:7104' });
    for (const as of ['authority', 'data-protection-officer', 'operator', undefined])
      expect([as, await nodesOf(as)]).toEqual([as, undefined]);
  });

  it('returns the same account mark in each session of one account only', async () => {
    const markOf = async (account: string) => {
      const body: unknown = await (await (await insights.signIn(account)).sendRequest('/v1/session')).json();
      return Reflect.get(Object(body), 'account');
    };
    const [mark, again, other] = [await markOf('MYLA'), await markOf('MYLA'), await markOf('DRC')];
    expect(mark).toMatch(/^[\w-]{43}$/);
    expect([again === mark, other === mark]).toEqual([true, false]);
    expect((await insights.http('/v1/session')).body.account).toBeUndefined();
  });

  it('returns the name of the organisation or authority, and that of the account in its browser only', async () => {
    const names: Record<string, unknown> = {};
    for (const account of ['MYLA', 'MYLA-2', 'authority', 'data-protection-officer', 'operator']) {
      const { sendRequest } = await insights.signIn(account);
      const { name, accountName } = (await (await sendRequest('/v1/session')).json()) as Record<
        string,
        unknown
      >;
      names[account] = [name, accountName];
    }
    expect(names).toEqual({
      MYLA: ['Macedonian Young Lawyers Association', 'MYLA'],
      'MYLA-2': ['Macedonian Young Lawyers Association', 'MYLA-2'],
      authority: ['Trial authority (MK)', 'authority'],
      'data-protection-officer': [undefined, 'data-protection-officer'],
      operator: [undefined, 'operator'],
    });
    const { browser } = await insights.signIn('MYLA');
    const own = cookiesOf(await browser.cookies(insights.origin));
    const other = cookiesOf(await (await insights.signIn('MYLA-2')).browser.cookies(insights.origin));
    const nameIn = '__Host-waylight-name';
    const cookie = `__Host-waylight-session=${own['__Host-waylight-session']}; ${nameIn}=${other[nameIn]}`;
    const answer = await fetch(`${insights.origin}/v1/session`, { headers: { cookie } });
    expect(Object.keys((await answer.json()) as object)).not.toContain('accountName');
  });

  it('asks the provider for a page in the language of the reader', async () => {
    const localeOf = async (language: string) => {
      const { headers } = await fetch(`${insights.origin}/sign-in?language=${language}`, {
        redirect: 'manual',
      });
      return new URL(headers.get('location') ?? '').searchParams.get('ui_locales');
    };
    expect([await localeOf('sr-Latn'), await localeOf('x%20y')]).toEqual(['sr-Latn', null]);
  });

  it('ends the earlier session, even if the new account has no role', async () => {
    const { browser } = await insights.signIn('MYLA');
    const before = await browser.cookies(insights.origin);
    // The provider no longer has a session of the person.
    const provider = createBrowser();
    for (const cookie of before.split('; ').filter((one) => one.startsWith('__Host-')))
      await provider.setCookie(`${cookie}; Path=/; Secure; HttpOnly`, insights.origin);
    expect((await insights.signIn('nobody', { browser: provider })).landingPage.status).toBe(403);
    const answer = await fetch(`${insights.origin}/v1/session`, { headers: { cookie: before } });
    expect(await answer.json()).toMatchObject({ role: 'public' });
  });

  it('stores nothing that identifies the person', async () => {
    await insights.signIn('authority');
    await insights.signIn('MYLA-2');
    const bytes = await insights.databaseBytes();
    // The database contains only that the organisation has a session.
    expect(bytes.includes('analyst')).toBe(true);
    for (const trace of ['MYLA-2', 'localhost', insights.provider.issuer])
      expect([trace, bytes.includes(trace)]).toEqual([trace, false]);
  });

  it('by a link of the trial needs no password, once', async () => {
    const link = insights.provider.createSignInLink('MYLA');
    const sessionAfter = async (browser: Browser) => {
      const { url } = await browser.visit(link);
      return [url, await (await browser.fetch(`${insights.origin}/v1/session`)).json()];
    };
    expect(await sessionAfter(createBrowser())).toEqual([
      `${insights.origin}/`,
      expect.objectContaining({ role: 'analyst', organisation: 'MYLA' }),
    ]);
    expect(await sessionAfter(createBrowser())).toEqual([link, expect.objectContaining({ role: 'public' })]);
  });

  it('can be ended at the provider too', async () => {
    const { sendRequest, browser } = await insights.signIn('MYLA');
    const { signOutUrl } = (await (await sendRequest('/sign-out', {})).json()) as { signOutUrl: string };
    const page = await browser.visit(signOutUrl);
    expect(page.text).toContain('<h1>Sign out</h1>');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect((await browser.submit(page, { xsrf, logout: 'yes' })).url).toBe(`${insights.origin}/`);
    // The provider requires the password again.
    expect((await browser.visit(`${insights.origin}/sign-in`)).text).toContain('type="password"');
  });
});

describe('every response', () => {
  const POLICY = "default-src 'none';script-src 'self';style-src 'self'";
  it('has strict security headers, and is not cached', async () => {
    const visitor = await insights.signIn('MYLA');
    const answers = [
      ...[
        '/v1/trends?layer=reports',
        '/v1/releases',
        '/v1/session',
        '/openapi.json',
        '/',
        '/health/ready',
      ].map((path) => visitor.sendRequest(path)),
      visitor.sendRequest('/sign-out', {}),
      ...['/sign-in', '/sign-in/callback', '/sign-in?returnTo=x'].map((path) =>
        fetch(`${insights.origin}${path}`, { redirect: 'manual', headers: { accept: 'text/html' } }),
      ),
      fetch(`${insights.origin}/v1/releases`, { headers: { cookie: '__Host-waylight-session=x' } }),
    ];
    for (const { url, headers } of await Promise.all(answers)) {
      expect([url, headers.get('content-security-policy')?.startsWith(POLICY)]).toEqual([url, true]);
      expect([url, headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
        url,
        'no-store',
        'no-referrer',
      ]);
      // HSTS is sent over TLS only.
      expect(headers.has('strict-transport-security')).toBe(false);
    }
  });
});

describe('sessions and limits', () => {
  it('work for public readers while the provider is unavailable, and failed sign-ins are explained', async () => {
    const region = await startInsights();
    const apart = region.insights;
    try {
      await apart.provider.stop();
      expect((await apart.http('/v1/trends?layer=public-record')).status).toBe(200);
      const away = await createBrowser().visit(`${apart.origin}/sign-in`);
      expect([away.status, away.text.includes('does not answer')]).toEqual([503, true]);
      const [, style = ''] = /<link rel="stylesheet" href="([^"]+)">/.exec(away.text) ?? [];
      const sheet = await fetch(new URL(style, apart.origin));
      expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
      await apart.provider.start();
      const visitor = await apart.signIn('MYLA');
      expect(visitor.landingPage.url).toBe(`${apart.origin}/`);
      // Sessions and sign-outs need no provider.
      await apart.provider.stop();
      expect((await visitor.sendRequest('/v1/releases')).status).toBe(200);
      expect((await visitor.sendRequest('/sign-out', {})).status).toBe(200);
      expect(await visitor.browser.cookies(apart.origin)).not.toContain('waylight-session');
    } finally {
      await region.stop();
    }
  });

  it('limit sign-ins by address, and sessions per person', async () => {
    const region = await startInsights(undefined, {}, { signInsPerMinute: 6, sessionsPerPerson: 2 });
    const narrow = region.insights;
    try {
      const visitors = [];
      for (let n = 0; n < 3; n += 1) visitors.push(await narrow.signIn('MYLA'));
      const roles = await Promise.all(
        visitors.map(
          async ({ sendRequest }) =>
            ((await (await sendRequest('/v1/session')).json()) as { role: string }).role,
        ),
      );
      expect(roles.sort()).toEqual(['analyst', 'analyst', 'public']);
      for (const path of ['/sign-in', '/sign-in/callback']) {
        // The limit frees one request every ten seconds, and the sign-ins may have taken as long.
        let refused = await fetch(`${narrow.origin}${path}`, { redirect: 'manual' });
        for (let more = 0; more < 6 && refused.status !== 429; more += 1)
          refused = await fetch(`${narrow.origin}${path}`, { redirect: 'manual' });
        expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
      }
      expect((await narrow.http('/v1/releases')).status).toBe(200);
    } finally {
      await region.stop();
    }
  });

  it('persist across a restart', async () => {
    const visitor = await insights.signIn('MYLA');
    await insights.restart();
    expect(await (await visitor.sendRequest('/v1/session')).json()).toMatchObject({ role: 'analyst' });
  });

  it('return 401 for an unknown session, and clear its cookie', async () => {
    const { status, text, headers } = await insights.rawHttp('/v1/releases', UNKNOWN_SESSION);
    expect([status, text]).toEqual([401, expect.stringContaining('Sign in again')]);
    expect(headers.find(([name]) => name === 'set-cookie')?.[1]).toMatch(
      /^__Host-waylight-session=; Max-Age=0;/,
    );
  });
});
