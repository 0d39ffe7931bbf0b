import {
  ConfigError,
  createTokenBuckets,
  monotonicMs,
  readKey,
  requireVariable,
  type TokenBuckets,
} from '@waylight/service-kit';
import type { SessionLimits } from '../accounts/session.ts';
import { deriveSessionKeys, type SessionKeys } from '../accounts/session-keys.ts';
import type { InsightsConfig } from '../config.ts';
import { createSessionStore, type SessionStore } from '../database/session-store.ts';
import { createProviderClient, type ProviderClient } from './provider-client.ts';
import type { RoleRules } from './roles.ts';

/** Where the provider sends people back to. */
export const CALLBACK_PATH = '/sign-in/callback';

/** Where people are after a sign-in or a sign-out that named no other place: the first page says who they are. */
export const DEFAULT_RETURN_PATH = '/';

const MIN_SECRET_BYTES = 32;

/** What signing in takes, where a provider is configured. */
export type SignIn = {
  /** Of this service, as browsers find it. */
  readonly origin: string;
  readonly provider: ProviderClient;
  readonly roleRules: RoleRules;
  readonly sessions: SessionStore;
  readonly limits: SessionLimits;
  readonly keys: SessionKeys;
  /** Of sign-ins, by address. */
  readonly rateLimiter: TokenBuckets;
};

/** @throws ConfigError where a provider is named and something that goes with it is not. */
export async function createSignIn(config: InsightsConfig): Promise<SignIn | undefined> {
  const { issuer, scope, roleClaim, organisationClaim, registryIdClaim, roles, signInsPerMinute } = config;
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
    maxPerPerson: config.sessionsOfPerson,
    maxTotal: config.sessionsInAll,
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
    sessions: createSessionStore(config.databaseFile, limits),
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
