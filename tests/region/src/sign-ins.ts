import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger } from '@waylight/service-kit';
import { signIn } from '@waylight/testing';
import {
  createProviderSecrets,
  createTrialProvider,
  developmentAccounts,
  TRIAL_CLIENT_ID,
  trialIssuer,
} from '@waylight/trial/provider';
import type { RegionPorts } from './ports.ts';

/** Headers of a member's requests: cookie, token and origin. */
export type Session = {
  readonly cookie: string;
  readonly 'x-csrf-token': string;
  readonly origin: string;
};

/** Prepares an identity provider with files below the region's folder. It starts at the first sign-in. */
export async function prepareSignIns(dir: string, ports: RegionPorts) {
  const secrets = createProviderSecrets();
  const folder = join(dir, 'sign-ins');
  await mkdir(folder, { mode: 0o700 });
  const secretFile = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const baseUrl = `http://localhost:${ports.insightsHttp}`;
  const stops: (() => Promise<void>)[] = [];
  return {
    env: {
      WAYLIGHT_INSIGHTS_PUBLIC_URL: baseUrl,
      WAYLIGHT_INSIGHTS_OIDC_ISSUER: trialIssuer(ports.provider),
      WAYLIGHT_INSIGHTS_OIDC_CLIENT_ID: TRIAL_CLIENT_ID,
      WAYLIGHT_INSIGHTS_OIDC_CLIENT_SECRET_FILE: await secretFile('client-secret', secrets.clientSecret),
      WAYLIGHT_INSIGHTS_SESSION_SECRET_FILE: await secretFile(
        'session-secret',
        randomBytes(32).toString('hex'),
      ),
    },
    async signIn(organisation: string): Promise<Session> {
      const provider = createTrialProvider({
        port: ports.provider,
        clientOrigin: baseUrl,
        accounts: developmentAccounts({
          organisations: [{ id: organisation }],
          authorities: [],
          officers: [],
          operators: [],
        }),
        secrets,
        log: createLogger({ service: 'provider', level: 'silent' }),
      });
      const { stop } = await provider.start(AbortSignal.timeout(10_000));
      stops.push(stop);
      const { browser, sendRequest } = await signIn({
        baseUrl,
        account: organisation,
        password: secrets.password,
      });
      const session = (await (await sendRequest('/v1/session')).json()) as { csrfToken?: string };
      if (session.csrfToken === undefined) throw new Error(`no member of ${organisation} is signed in`);
      return { cookie: await browser.cookies(baseUrl), 'x-csrf-token': session.csrfToken, origin: baseUrl };
    },
    stop: async () => {
      for (const stop of stops.splice(0)) await stop();
    },
  };
}
