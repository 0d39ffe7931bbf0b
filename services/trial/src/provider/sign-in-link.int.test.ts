import { request } from 'node:http';
import { createLogger } from '@waylight/service-kit';
import { createBrowser, freePort } from '@waylight/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProviderSecrets } from './provider-secrets.ts';
import { createTrialProvider, TRIAL_CLIENT_ID, type TrialProvider } from './trial-provider.ts';

const MINUTE_MS = 60_000;
const secrets = createProviderSecrets();
const lines: string[] = [];
let nowMs = Date.now();
let client: string;
let provider: TrialProvider;
let stop: () => Promise<void>;

beforeAll(async () => {
  // No service: the redirects end there.
  client = `http://localhost:${await freePort()}`;
  provider = createTrialProvider({
    port: await freePort(),
    clientOrigin: client,
    secrets,
    now: () => nowMs,
    log: createLogger({
      service: 'test',
      level: 'debug',
      destination: { write: (line) => void lines.push(line) },
    }),
    accounts: ['MYLA', 'BCHR'].map((id) => ({ id, role: 'analyst', of: { id }, claims: {} })),
  });
  ({ stop } = await provider.start(AbortSignal.timeout(5_000)));
});
afterAll(() => stop?.());

const OPENED_BY_PERSON = { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' };

/** A browser with the requests that a link causes; insights is played by the test. */
function startBrowser() {
  const browser = createBrowser();
  const open = (url: string, headers: Record<string, string> = OPENED_BY_PERSON, method = 'GET') =>
    browser.fetch(url, { headers, method });
  /** The sign-in that insights begins: the code's destination, or the title of the page with the form. */
  const authorize = async (): Promise<string> => {
    const query = new URLSearchParams({
      client_id: TRIAL_CLIENT_ID,
      redirect_uri: `${client}/sign-in/callback`,
      response_type: 'code',
      scope: 'openid',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });
    let url = `${provider.issuer}/auth?${query}`;
    for (;;) {
      const response = await browser.fetch(url);
      const location = response.headers.get('location');
      if (location === null) return /<h1>([^<]+)/.exec(await response.text())?.[1] ?? '';
      url = new URL(location, url).href;
      if (url.startsWith(client)) return url.replace(/=[^&]+/g, '=');
    }
  };
  return { browser, open, authorize };
}

const SIGNED_IN = (): string => `${client}/sign-in/callback?code=&iss=`;
const FORM = 'Sign in to the trial';

it('signs in without a password, through insights', async () => {
  const { open, authorize } = startBrowser();
  const response = await open(provider.createSignInLink('MYLA'));
  expect([response.status, response.headers.get('location')]).toEqual([303, `${client}/sign-in`]);
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(await authorize()).toBe(SIGNED_IN());
});

it('signs in as its account, not as the one that was signed in before', async () => {
  const { browser, open, authorize } = startBrowser();
  await open(provider.createSignInLink('BCHR'));
  await authorize();
  const session = await browser.cookies(provider.issuer);
  expect(session).toMatch(/_session=/);
  await open(provider.createSignInLink('MYLA'));
  expect(await browser.cookies(provider.issuer)).not.toMatch(/_session=/);
  expect(await authorize()).toBe(SIGNED_IN());
});

it('cannot be used a second time, nor in another browser', async () => {
  const link = provider.createSignInLink('MYLA');
  const [first, second] = [startBrowser(), startBrowser()];
  expect((await first.open(link)).status).toBe(303);
  expect(await second.authorize()).toBe(FORM);
  for (const { open } of [first, second]) {
    const again = await open(link);
    expect([again.status, await again.text()]).toEqual([
      403,
      expect.stringContaining('once, within 10 minutes'),
    ]);
  }
  expect(await first.authorize()).toBe(SIGNED_IN());
  expect(await second.authorize()).toBe(FORM);
});

it('begins one sign-in only, within a minute', async () => {
  const { browser, open, authorize } = startBrowser();
  await open(provider.createSignInLink('MYLA'));
  nowMs += MINUTE_MS;
  expect(await authorize()).toBe(FORM);
  await open(provider.createSignInLink('MYLA'));
  const ticket = await browser.cookies(`${provider.issuer}/interaction/x`);
  expect(await authorize()).toBe(SIGNED_IN());
  const thief = startBrowser();
  for (const cookie of ticket.split('; '))
    await thief.browser.setCookie(`${cookie}; Path=/interaction/`, `${provider.issuer}/interaction/x`);
  expect(await thief.authorize()).toBe(FORM);
});

it('expires, and is replaced by the next link', async () => {
  const { open } = startBrowser();
  const expired = provider.createSignInLink('MYLA');
  nowMs += 10 * MINUTE_MS;
  expect((await open(expired)).status).toBe(403);
  const [replaced, newest] = [provider.createSignInLink('MYLA'), provider.createSignInLink('MYLA')];
  expect((await open(replaced)).status).toBe(403);
  nowMs += 10 * MINUTE_MS - 1;
  expect((await open(newest)).status).toBe(303);
});

it('is neither valid nor used up if a page, a frame or a prefetch opens it', async () => {
  const { open } = startBrowser();
  const link = provider.createSignInLink('MYLA');
  for (const headers of [
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' },
    { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'document' },
    { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'iframe' },
    { ...OPENED_BY_PERSON, 'sec-purpose': 'prefetch' },
  ])
    expect([headers, (await open(link, headers)).status]).toEqual([headers, 403]);
  for (const method of ['HEAD', 'POST'])
    expect((await open(link, OPENED_BY_PERSON, method)).status).toBe(404);
  expect((await open(link)).status).toBe(303);
});

it('is neither valid nor used up under another host name, and redirects nowhere else', async () => {
  const { open } = startBrowser();
  const link = provider.createSignInLink('MYLA');
  const underName = new Promise<number | undefined>((resolve, reject) => {
    request(link, { headers: { host: 'evil.example' } }, ({ statusCode }) => resolve(statusCode))
      .on('error', reject)
      .end();
  });
  expect(await underName).toBe(421);
  expect((await fetch(link.replace('localhost', '127.0.0.1'))).status).toBe(421);
  const response = await open(`${link}?returnTo=https://evil.example/&redirect_uri=https://evil.example/`);
  expect([response.status, response.headers.get('location')]).toEqual([303, `${client}/sign-in`]);
});

it('does not accept another secret, and writes none to the log', async () => {
  const { open } = startBrowser();
  const link = provider.createSignInLink('MYLA');
  for (const other of [
    `${provider.issuer}/link/`,
    `${provider.issuer}/link/undefined`,
    link.slice(0, -1),
    `${link}A`,
  ])
    expect([other, (await open(other)).status]).toEqual([other, 403]);
  expect((await open(link)).status).toBe(303);
  const token = link.split('/').at(-1) ?? '';
  expect(token).toHaveLength(43);
  expect(lines.join('')).not.toContain(token);
});
