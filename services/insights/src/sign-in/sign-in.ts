import {
  ConfigError,
  createTokenBuckets,
  monotonicMs,
  readKey,
  requireVariable,
  type TokenBuckets,
} from '@waylight/service-kit';
import type { RoleRules } from '../accounts/roles.ts';
import type { SessionLimits } from '../accounts/session.ts';
import { deriveSessionKeys, type SessionKeys } from '../accounts/session-keys.ts';
import type { InsightsConfig } from '../config.ts';
import type { SessionStore } from '../database/session-store.ts';
import type { InsightsLimits } from '../limits.ts';
import { createProviderClient, type ProviderClient } from './provider-client.ts';

/** The redirect URI of the provider, as a path. */
export const CALLBACK_PATH = '/sign-in/callback';

/** The path to return to if a sign-in or sign-out names no path. */
export const DEFAULT_RETURN_PATH = '/';

const MIN_SECRET_BYTES = 32;

export type SignInSettings = {
  /** The origin of this service for browsers. */
  readonly origin: string;
  readonly provider: ProviderClient;
  readonly roleRules: RoleRules;
  readonly limits: SessionLimits;
  readonly keys: SessionKeys;
  /** Limits sign-ins by address. */
  readonly rateLimiter: TokenBuckets;
};

export type SignIn = SignInSettings & { readonly sessions: SessionStore };

/** Undefined without a provider. @throws ConfigError for a provider without the settings that it needs */
export async function readSignInSettings(
  config: InsightsConfig,
  { sessionsPerPerson, sessionsInTotal, signInsPerMinute }: InsightsLimits,
): Promise<SignInSettings | undefined> {
  const { issuer, scope, roleClaim, organisationClaim, registryIdClaim, roles } = config;
  if (issuer === undefined) return undefined;
  const wants = 'a value, because WAYLIGHT_INSIGHTS_OIDC_ISSUER is set';
  const origin = requireVariable('WAYLIGHT_INSIGHTS_PUBLIC_URL', config.publicUrl, wants);
  const clientId = requireVariable('WAYLIGHT_INSIGHTS_OIDC_CLIENT_ID', config.clientId, wants);
  const secretFile = requireVariable(
    'WAYLIGHT_INSIGHTS_OIDC_CLIENT_SECRET_FILE',
    config.clientSecretFile,
    wants,
  );
  const sessionFile = requireVariable(
    'WAYLIGHT_INSIGHTS_SESSION_SECRET_FILE',
    config.sessionSecretFile,
    wants,
  );
  const clientSecret = (await readKey(secretFile)).trim();
  const keys = deriveSessionKeys(await readSessionSecret(sessionFile));
  const limits = {
    maxAgeMs: config.sessionLongestMs,
    idleMs: config.sessionIdleMs,
    maxPerPerson: sessionsPerPerson,
    maxTotal: sessionsInTotal,
  };
  const callback = `${origin}${CALLBACK_PATH}`;
  return {
    origin,
    provider: createProviderClient({ issuer, clientId, clientSecret, scope, callback }, monotonicMs),
    roleRules: {
      roleClaim,
      organisationClaim,
      registryIdClaim,
      roles: new Map(roles.map(({ value, role }) => [value, role])),
    },
    limits,
    keys,
    rateLimiter: createTokenBuckets({
      ratePerSecond: signInsPerMinute / 60,
      burst: signInsPerMinute,
      elapsed: monotonicMs,
    }),
  };
}

async function readSessionSecret(file: string): Promise<Uint8Array> {
  const text = (await readKey(file)).trim();
  const secret = Buffer.from(text, /^[0-9a-f]+$/i.test(text) ? 'hex' : 'base64');
  if (secret.length >= MIN_SECRET_BYTES) return secret;
  const wants = `at least ${MIN_SECRET_BYTES} bytes in hex or base64`;
  throw new ConfigError([
    { variable: 'WAYLIGHT_INSIGHTS_SESSION_SECRET_FILE', got: file, missing: false, wants },
  ]);
}
