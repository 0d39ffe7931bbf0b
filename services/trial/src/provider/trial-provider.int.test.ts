import { createHash } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { createLogger } from '@waylight/service-kit';
import { createBrowser, freePort } from '@waylight/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { developmentAccounts } from './accounts.ts';
import { createProviderSecrets, parseProviderSecrets } from './provider-secrets.ts';
import { createTrialProvider, TRIAL_CLIENT_ID, trialIssuer } from './trial-provider.ts';

const CLIENT = 'http://localhost:1';
const secrets = createProviderSecrets();
let port: number;
let issuer: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  port = await freePort();
  issuer = trialIssuer(port);
  const provider = createTrialProvider({
    port,
    clientOrigin: CLIENT,
    secrets,
    log: createLogger({ service: 'test', level: 'silent' }),
    accounts: [
      ...developmentAccounts({
        organisations: [{ id: 'MYLA' }],
        authorities: [],
        officers: [],
        operators: [],
      }),
      { id: 'signs', role: 'analyst', of: { id: 'signs', name: 'Lawyers & "friends" <b>' }, claims: {} },
    ],
  });
  ({ stop } = await provider.start(AbortSignal.timeout(5_000)));
});
afterAll(() => stop?.());

const authorize = (more: Record<string, string> = {}): string =>
  `${issuer}/auth?${new URLSearchParams({
    client_id: TRIAL_CLIENT_ID,
    redirect_uri: `${CLIENT}/sign-in/callback`,
    response_type: 'code',
    scope: 'openid',
    state: 'a',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
    ...more,
  })}`;

it('shows a page without scripts and external resources, with a label for every field', async () => {
  const { status, headers, text } = await createBrowser().visit(authorize());
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; form-action 'self' ${CLIENT}; base-uri 'none'; frame-ancestors 'none'`,
  );
  expect(text).not.toMatch(/<script|src="(?!data:)|url\(/);
  expect(text.match(/<input/g)?.length).toBe(text.match(/<label[^>]*>[^<]*<input/g)?.length);
  expect(text).toContain('Lawyers &amp; &quot;friends&quot; &lt;b&gt;');
});

it('is in the language that was chosen, otherwise in that of the browser', async () => {
  const browser = createBrowser();
  let { url } = await browser.visit(authorize());
  const headingOf = async (query: string, accepted: string) => {
    const response = await browser.fetch(`${url}${query}`, { headers: { 'accept-language': accepted } });
    const [, language, heading] = /<html lang="([^"]+)">[\s\S]*<h1>([^<]+)/.exec(await response.text()) ?? [];
    return [language, heading];
  };
  expect(await headingOf('', 'fr, mk;q=0.8, en;q=0.9')).toEqual(['en', 'Sign in to the trial']);
  expect(await headingOf('', 'sq-AL')).toEqual(['sq', 'Hyni në provë']);
  expect(await headingOf('', 'sr-RS')).toEqual(['sr-Cyrl', 'Пријава у пробу']);
  expect(await headingOf('?lang=sr-Latn', 'sr-RS')).toEqual(['sr-Latn', 'Prijava u probu']);
  expect(await headingOf('?lang=xx', 'mk')).toEqual(['mk', 'Најава во пробата']);
  // The language of the page from which the person came.
  ({ url } = await browser.visit(authorize({ ui_locales: 'bs' })));
  expect(await headingOf('', 'mk')).toEqual(['bs', 'Prijava u probu']);
});

it('refuses a wrong password and an unknown account', async () => {
  const browser = createBrowser();
  const form = await browser.visit(authorize());
  for (const fields of [
    { account: 'MYLA', password: '' },
    { account: 'MYLA', password: secrets.password.toLowerCase() },
    { account: 'root', password: secrets.password },
    { account: 'MYLA', password: 'x'.repeat(5_000) },
  ]) {
    const refused = await browser.submit(form, fields);
    expect([refused.status, refused.text.includes('role="alert"')]).toEqual([401, true]);
  }
});

it('refuses a form from a browser that did not begin this sign-in', async () => {
  const form = await createBrowser().visit(authorize());
  const other = await createBrowser().submit(form, { account: 'MYLA', password: secrets.password });
  expect([other.status, other.text.includes('began in another browser')]).toEqual([400, true]);
});

it('redirects only to insights, and requires PKCE', async () => {
  for (const [wrong, code] of [
    [{ redirect_uri: 'http://localhost:2/sign-in/callback' }, 'invalid_redirect_uri'],
    [{ client_id: 'another' }, 'invalid_client'],
  ] as const) {
    const { status, text } = await createBrowser().visit(authorize(wrong));
    expect([status, text.includes(code)]).toEqual([400, true]);
  }
  const plain = await fetch(authorize({ code_challenge: '', code_challenge_method: '' }), {
    redirect: 'manual',
  });
  expect(plain.headers.get('location')).toContain('error=invalid_request');
});

it('is reachable only from this machine, by its own host name', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of others) await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow();
  const answer = await fetch(`http://127.0.0.1:${port}/.well-known/openid-configuration`);
  expect(answer.status).toBe(421);
});

it('parses its secrets, with problems that do not quote them', () => {
  expect(parseProviderSecrets(JSON.parse(JSON.stringify(secrets)))).toEqual({ secrets });
  const wrong = parseProviderSecrets({ ...secrets, password: 'short' });
  expect(wrong).toEqual({ problems: ['password is invalid'] });
});
