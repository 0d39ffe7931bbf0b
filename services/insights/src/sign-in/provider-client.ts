import * as client from 'openid-client';
import type { SignInAttempt } from './sign-in-attempt.ts';
import { SignInError } from './sign-in-error.ts';

export type ProviderSettings = {
  /** https, or http of this machine. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** Where the provider sends people back to. */
  readonly callback: string;
};

/** Who signed in, as the provider says: for a role and a digest, and then to be forgotten. */
export type ProviderIdentity = {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
};

export type ProviderClient = {
  /** Where to send somebody who wants to sign in. @throws SignInError */
  readonly begin: (attempt: SignInAttempt) => Promise<URL>;
  /** Takes what they came back with. The library holds state, nonce, issuer, audience, times and signature to it. @throws SignInError */
  readonly finish: (query: string, attempt: SignInAttempt) => Promise<ProviderIdentity>;
  /** Where one may end the session at the provider, too; undefined where it offers that nowhere, or does not answer. */
  readonly signOutUrl: (returnTo: string) => Promise<URL | undefined>;
};

export const createAttempt = (returnTo: string): SignInAttempt => ({
  state: client.randomState(),
  nonce: client.randomNonce(),
  verifier: client.randomPKCECodeVerifier(),
  returnTo,
});

const TIMEOUT_SECONDS = 10;

/** What a provider says of itself may change: keys are asked for anew when one is not known, the rest after this. */
const DISCOVERY_MS = 3_600_000;

export function createProviderClient(settings: ProviderSettings, elapsed: () => number): ProviderClient {
  const { issuer, scope, callback } = settings;
  const configuration = createDiscovery(settings, elapsed);
  return {
    begin: async ({ state, nonce, verifier }) =>
      client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback,
        scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }),
    finish: async (query, { state, nonce, verifier }) => {
      const known = await configuration();
      // The address as it is outside: what the request says of its host is the caller's.
      const url = new URL(`${callback}${query}`);
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
      const tokens = await client.authorizationCodeGrant(known, url, checks).catch((error: unknown) => {
        throw new SignInError(toSignInErrorCode(error), { cause: error });
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new SignInError('not-taken');
      return { issuer, subject: claims.sub, claims };
    },
    signOutUrl: async (returnTo) => {
      const known = await configuration().catch(() => undefined);
      if (known?.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(known, { post_logout_redirect_uri: returnTo });
    },
  };
}

/** Asks the provider what it is, at the first sign-in and not at the start: numbers for the public need no provider. */
function createDiscovery(
  { issuer, clientId, clientSecret }: ProviderSettings,
  elapsed: () => number,
): () => Promise<client.Configuration> {
  const url = new URL(issuer);
  // Tokens of the token endpoint are signed as well: an ID token is taken from nobody without the provider's key.
  const execute = [client.enableNonRepudiationChecks];
  if (url.protocol === 'http:') execute.push(client.allowInsecureRequests);
  const discover = () =>
    client.discovery(url, clientId, undefined, client.ClientSecretBasic(clientSecret), {
      execute,
      timeout: TIMEOUT_SECONDS,
    });
  let cached: { readonly configuration: Promise<client.Configuration>; readonly atMs: number } | undefined;
  return async () => {
    if (cached === undefined || elapsed() - cached.atMs > DISCOVERY_MS)
      cached = { configuration: discover(), atMs: elapsed() };
    const pending = cached;
    try {
      return await pending.configuration;
    } catch (error) {
      if (cached === pending) cached = undefined;
      throw new SignInError('provider-away', { cause: error });
    }
  };
}

function toSignInErrorCode(error: unknown): SignInError['code'] {
  if (error instanceof client.AuthorizationResponseError) return 'refused-there';
  if (error instanceof client.ResponseBodyError) return error.status < 500 ? 'not-taken' : 'provider-away';
  const isAway =
    // What `fetch` says where there is no connection.
    (error instanceof TypeError && error.message === 'fetch failed') ||
    (error instanceof client.ClientError &&
      (error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM'));
  return isAway ? 'provider-away' : 'not-taken';
}
