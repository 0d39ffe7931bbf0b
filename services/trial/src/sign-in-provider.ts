import { parseRegistry } from '@waylight/access';
import { type Component, type Logger, readJsonFile } from '@waylight/service-kit';
import { insightsOrigin, type Layout, PORTS } from './layout.ts';
import { developmentAccounts } from './provider/accounts.ts';
import { parseProviderSecrets } from './provider/provider-secrets.ts';
import { createTrialProvider, TRIAL_CLIENT_ID, trialIssuer } from './provider/trial-provider.ts';

/** Where people of the trial sign in: a provider on this machine alone, with an account for each organisation and role, and a second one for leads. */
export async function createSignInProvider(
  layout: Layout,
  portOffset: number,
  log: Logger,
): Promise<Component> {
  const { registry } = await readJsonFile(
    { variable: 'WAYLIGHT_REGISTRY_FILE', file: layout.registry },
    parseRegistry,
  );
  const named = { variable: '--data', file: layout.providerSecrets, secret: true };
  const { secrets } = await readJsonFile(named, parseProviderSecrets);
  return createTrialProvider({
    port: PORTS.provider + portOffset,
    clientOrigin: insightsOrigin(portOffset),
    accounts: developmentAccounts(registry),
    secrets,
    log,
  });
}

/** What insights takes to be its client. */
export function signInVariables(layout: Layout, portOffset: number): Readonly<Record<string, string>> {
  return {
    WAYLIGHT_INSIGHTS_PUBLIC_URL: insightsOrigin(portOffset),
    WAYLIGHT_INSIGHTS_OIDC_ISSUER: trialIssuer(PORTS.provider + portOffset),
    WAYLIGHT_INSIGHTS_OIDC_CLIENT_ID: TRIAL_CLIENT_ID,
    WAYLIGHT_INSIGHTS_OIDC_CLIENT_SECRET_FILE: layout.clientSecret,
    WAYLIGHT_INSIGHTS_SESSION_SECRET_FILE: layout.sessionSecret,
  };
}
