/** Responses of a provider or of an attacker: only tokens that the provider has signed for this sign-in are accepted. */
import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAttempt, createProviderClient, type ProviderClient } from './provider-client.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';

const CALLBACK = 'https://insights.example/sign-in/callback';
const keys = await generateKeyPair('ES256');
const others = await generateKeyPair('ES256');

let server: Server;
let issuer: string;
let attempt: SignInAttempt;
let client: ProviderClient;
/** The response of the token endpoint. */
let answer: () => Promise<{ status?: number; body: object }>;
let tokenRequest: URLSearchParams;

beforeAll(async () => {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  server = createServer(async (request, response) => {
    const documents: Record<string, object> = {
      '/.well-known/openid-configuration': {
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        id_token_signing_alg_values_supported: ['ES256'],
      },
      '/jwks': { keys: [jwk] },
    };
    const sent: Buffer[] = [];
    for await (const chunk of request) sent.push(chunk);
    if (request.url === '/token') tokenRequest = new URLSearchParams(Buffer.concat(sent).toString());
    const reply = request.url === '/token' ? await answer() : { body: documents[request.url ?? ''] };
    response.writeHead(('status' in reply && reply.status) || 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(reply.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  issuer = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => server?.close());
beforeEach(() => {
  attempt = createAttempt('/');
  client = createProviderClient(
    { issuer, clientId: 'waylight', clientSecret: 'secret', scope: 'openid', callback: CALLBACK },
    () => 0,
  );
});

type Claims = Readonly<Record<string, unknown>>;

async function tokenOf(claims: Claims = {}, { key = keys.privateKey, alg = 'ES256' } = {}): Promise<string> {
  const all = { iss: issuer, aud: 'waylight', sub: 'ana', nonce: attempt.nonce, role: 'operator', ...claims };
  const now = Math.floor(Date.now() / 1_000);
  return new SignJWT({ iat: now, exp: now + 60, ...all }).setProtectedHeader({ alg, kid: 'one' }).sign(key);
}

const answerWith = (id_token: Promise<string> | undefined): void => {
  answer = async () => ({ body: { access_token: 'a', token_type: 'bearer', id_token: await id_token } });
};
const back = (more = ''): string => `?code=abc&state=${attempt.state}${more}`;
const codeOf = (finish: Promise<unknown>): Promise<unknown> =>
  finish.then(
    () => 'taken',
    (error: unknown) => Reflect.get(Object(error), 'code'),
  );

describe('the response of a provider', () => {
  it('is accepted if the token is signed for this sign-in; the PKCE verifier is sent with the code', async () => {
    answerWith(tokenOf());
    const person = await client.finish(back(), attempt);
    expect(person).toMatchObject({ issuer, subject: 'ana', claims: { role: 'operator' } });
    expect([tokenRequest.get('code_verifier'), tokenRequest.get('redirect_uri')]).toEqual([
      attempt.verifier,
      CALLBACK,
    ]);
    const url = await client.begin(attempt);
    expect([url.searchParams.get('code_challenge_method'), url.href.includes(attempt.verifier)]).toEqual([
      'S256',
      false,
    ]);
  });

  it('is rejected if any claim of the token belongs to another party, sign-in or time', async () => {
    const now = Math.floor(Date.now() / 1_000);
    const wrong: Record<string, Promise<string>> = {
      'signed by another key': tokenOf({}, { key: others.privateKey }),
      'of another issuer': tokenOf({ iss: 'https://evil.example' }),
      'for another client': tokenOf({ aud: 'another' }),
      'of another sign-in': tokenOf({ nonce: createAttempt('/').nonce }),
      'without a nonce': tokenOf({ nonce: undefined }),
      over: tokenOf({ iat: now - 7_200, exp: now - 3_600 }),
      'without an end': tokenOf({ exp: undefined }),
      'without subject': tokenOf({ sub: undefined }),
      'without a signature': tokenOf().then((token) => `${token.slice(0, token.lastIndexOf('.'))}.`),
      'no token': Promise.resolve('abc'),
    };
    for (const [what, token] of Object.entries(wrong)) {
      answerWith(token);
      expect([what, await codeOf(client.finish(back(), attempt))]).toEqual([what, 'invalid-response']);
    }
    answerWith(undefined);
    expect(await codeOf(client.finish(back(), attempt))).toBe('invalid-response');
  });

  it('is not requested if the redirect has the state of another sign-in, or an error', async () => {
    answerWith(tokenOf());
    for (const query of ['', '?code=abc', `?state=${attempt.state}`, `?code=abc&state=x`, back('&state=x')])
      expect([query, await codeOf(client.finish(query, attempt))]).toEqual([query, 'invalid-response']);
    const error = `?error=access_denied&state=${attempt.state}`;
    expect(await codeOf(client.finish(error, attempt))).toBe('rejected-by-provider');
  });

  it('distinguishes a refused code from an unavailable provider', async () => {
    answer = async () => ({ status: 400, body: { error: 'invalid_grant' } });
    expect(await codeOf(client.finish(back(), attempt))).toBe('invalid-response');
    for (const status of [500, 502, 503]) {
      answer = async () => ({ status, body: {} });
      expect([status, await codeOf(client.finish(back(), attempt))]).toEqual([
        status,
        'provider-unavailable',
      ]);
    }
    const unreachable = createProviderClient(
      { issuer: 'http://localhost:1', clientId: 'a', clientSecret: 'b', scope: 'openid', callback: CALLBACK },
      () => 0,
    );
    expect(await codeOf(unreachable.begin(attempt))).toBe('provider-unavailable');
    expect(await unreachable.signOutUrl('https://insights.example/')).toBeUndefined();
    // This provider has no end_session_endpoint.
    expect(await client.signOutUrl('https://insights.example/')).toBeUndefined();
  });
});
