import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createLogger } from '@waylight/service-kit';
import {
  type Account,
  createProviderSecrets,
  createTrialProvider,
  developmentAccounts,
  TRIAL_CLIENT_ID,
} from '@waylight/trial/provider';
import type { InProcessFiles } from './files.ts';

export type SignInProvider = {
  readonly issuer: string;
  /** The password of every account. */
  readonly password: string;
  readonly clientSecret: string;
  /** Environment variables of insights as its client. */
  readonly env: Readonly<Record<string, string>>;
  /** Creates a link that signs in once, without a password. */
  readonly createSignInLink: (account: string) => string;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Accounts with several roles or invalid claims, as real providers have. */
const ODD_ACCOUNTS: readonly Account[] = [
  { id: 'unknown-role', role: 'noRole', claims: { waylight_role: 'administrator' } },
  {
    id: 'unknown-organisation',
    role: 'noRole',
    claims: { waylight_role: 'analyst', waylight_organisation: 'NOBODY' },
  },
  { id: 'unnamed-authority', role: 'noRole', claims: { waylight_role: 'authority' } },
  {
    id: 'unknown-authority',
    role: 'noRole',
    claims: { waylight_role: 'authority', waylight_registry_id: 'nobody' },
  },
];

/** The trial's sign-in provider, with accounts of these organisations and of all other roles. */
export function createSignInProvider(
  files: InProcessFiles,
  clientOrigin: string,
  organisations: readonly string[],
): SignInProvider {
  const secrets = createProviderSecrets();
  const provider = createTrialProvider({
    port: files.ports.provider,
    clientOrigin,
    accounts: [
      ...developmentAccounts({
        // Network members have one account each.
        organisations: organisations.map((id) => ({ id, role: id.startsWith('SIM-') ? 'network' : 'lead' })),
        authorities: [{ id: 'trial-authority' }],
        officers: [{ id: 'trial-officer' }],
        operators: ['region'],
      }),
      ...ODD_ACCOUNTS,
    ],
    secrets,
    log: createLogger({ service: 'provider', level: 'silent' }),
  });
  let stop: (() => Promise<void>) | undefined;
  return {
    issuer: provider.issuer,
    createSignInLink: provider.createSignInLink,
    password: secrets.password,
    clientSecret: secrets.clientSecret,
    env: {
      WAYLIGHT_INSIGHTS_PUBLIC_URL: clientOrigin,
      WAYLIGHT_INSIGHTS_OIDC_ISSUER: provider.issuer,
      WAYLIGHT_INSIGHTS_OIDC_CLIENT_ID: TRIAL_CLIENT_ID,
      WAYLIGHT_INSIGHTS_OIDC_CLIENT_SECRET_FILE: files.write(
        join('keys', 'client-secret'),
        secrets.clientSecret,
      ),
      WAYLIGHT_INSIGHTS_SESSION_SECRET_FILE: files.write(
        join('keys', 'session-secret'),
        randomBytes(32).toString('hex'),
      ),
    },
    async start() {
      ({ stop } = await provider.start(AbortSignal.timeout(10_000)));
    },
    async stop() {
      await stop?.();
      stop = undefined;
    },
  };
}
