import * as client from 'openid-client';
import type { SignInAttempt } from './sign-in-attempt.ts';
import { SignInError } from './sign-in-error.ts';

export type ProviderSettings = {
  /** https, or http on this machine. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** Redirect URI. */
  readonly callback: string;
};

/** The person by the ID token. Role and digest are derived from it; the token's data is not stored. */
export type ProviderIdentity = {
  readonly issuer: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
};

export type ProviderClient = {
  /** Returns the provider's URL that begins a sign-in, preferably in a language. @throws SignInError */
  readonly begin: (attempt: SignInAttempt, language?: string) => Promise<URL>;
  /** Finishes a sign-in. The library checks state, nonce, issuer, audience, times and signature. @throws SignInError */
  readonly finish: (query: string, attempt: SignInAttempt) => Promise<ProviderIdentity>;
  /** Returns the provider's URL that ends its session; undefined if it has none or does not respond. */
  readonly signOutUrl: (returnTo: string) => Promise<URL | undefined>;
};

export const createAttempt = (returnTo: string): SignInAttempt => ({
  state: client.randomState(),
  nonce: client.randomNonce(),
  verifier: client.randomPKCECodeVerifier(),
  returnTo,
});

const TIMEOUT_SECONDS = 10;

/** Lifetime of the provider's metadata. Its keys are also fetched again for an unknown key id. */
const DISCOVERY_MS = 3_600_000;

export function createProviderClient(settings: ProviderSettings, elapsed: () => number): ProviderClient {
  const { issuer, scope, callback } = settings;
  const configuration = createDiscovery(settings, elapsed);
  return {
    begin: async ({ state, nonce, verifier }, language) =>
      client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback,
        scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(language === undefined ? {} : { ui_locales: language }),
      }),
    finish: async (query, { state, nonce, verifier }) => {
      const known = await configuration();
      // Uses the configured origin, because the caller controls the Host header.
      const url = new URL(`${callback}${query}`);
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
      const tokens = await client.authorizationCodeGrant(known, url, checks).catch((error: unknown) => {
        throw new SignInError(toSignInErrorCode(error), { cause: error });
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new SignInError('invalid-response');
      return { issuer, subject: claims.sub, claims };
    },
    signOutUrl: async (returnTo) => {
      const known = await configuration().catch(() => undefined);
      if (known?.serverMetadata().end_session_endpoint === undefined) return undefined;
      return client.buildEndSessionUrl(known, { post_logout_redirect_uri: returnTo });
    },
  };
}

/** Discovers the provider at the first sign-in, not at the start: the public can read without a provider. */
function createDiscovery(
  { issuer, clientId, clientSecret }: ProviderSettings,
  elapsed: () => number,
): () => Promise<client.Configuration> {
  const url = new URL(issuer);
  // Verifies signatures of tokens from the token endpoint too: TLS alone is not enough.
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
      throw new SignInError('provider-unavailable', { cause: error });
    }
  };
}

function toSignInErrorCode(error: unknown): SignInError['code'] {
  if (error instanceof client.AuthorizationResponseError) return 'rejected-by-provider';
  if (error instanceof client.ResponseBodyError)
    return error.status < 500 ? 'invalid-response' : 'provider-unavailable';
  const isUnavailable =
    // `fetch` throws this error if it cannot connect.
    (error instanceof TypeError && error.message === 'fetch failed') ||
    (error instanceof client.ClientError &&
      (error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM'));
  return isUnavailable ? 'provider-unavailable' : 'invalid-response';
}
