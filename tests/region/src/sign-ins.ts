import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger } from '@waylight/service-kit';
import { signIn } from '@waylight/testing';
import {
  createProviderSecrets,
  createTrialProvider,
  developmentAccounts,
  TRIAL_CLIENT_ID,
  trialIssuer,
} from '@waylight/trial-provider';
import type { RegionPorts } from './ports.ts';

const originOf = ({ insightsHttp }: RegionPorts): string => `http://localhost:${insightsHttp}`;

/** A provider of sign-ins for a region of processes, with its files below `folder`. */
export async function signInsBelow(folder: string) {
  const secrets = createProviderSecrets();
  const secretFile = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const clientSecretFile = await secretFile('client-secret', secrets.clientSecret);
  const sessionSecretFile = await secretFile('session-secret', randomBytes(32).toString('hex'));
  return {
    env: (ports: RegionPorts): Readonly<Record<string, string>> => ({
      WAYLIGHT_INSIGHTS_PUBLIC_URL: originOf(ports),
      WAYLIGHT_INSIGHTS_OIDC_ISSUER: trialIssuer(ports.provider),
      WAYLIGHT_INSIGHTS_OIDC_CLIENT_ID: TRIAL_CLIENT_ID,
      WAYLIGHT_INSIGHTS_OIDC_CLIENT_SECRET_FILE: clientSecretFile,
      WAYLIGHT_INSIGHTS_SESSION_SECRET_FILE: sessionSecretFile,
    }),
    /** Starts it, and signs a member in. */
    async signIn(ports: RegionPorts, member: string) {
      const provider = createTrialProvider({
        port: ports.provider,
        clientOrigin: originOf(ports),
        accounts: developmentAccounts({
          organisations: [{ id: member }],
          ...{ authorities: [], officers: [], operators: [] },
        }),
        secrets,
        log: createLogger({ service: 'provider', level: 'silent' }),
      });
      const { stop } = await provider.start(AbortSignal.timeout(10_000));
      const at = originOf(ports);
      const { browser, ask } = await signIn({ at, account: member, password: secrets.password });
      const told = (await (await ask('/v1/session')).json()) as { csrfToken?: string };
      if (told.csrfToken === undefined) throw new Error('nobody is signed in');
      const session = {
        cookie: await browser.cookies(at),
        'x-csrf-token': told.csrfToken,
        origin: at,
      };
      return { session, stop };
    },
  };
}
