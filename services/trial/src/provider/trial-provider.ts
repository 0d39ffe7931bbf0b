import { once } from 'node:events';
import { createServer } from 'node:http';
import { type Component, type Logger, PortTakenError } from '@waylight/service-kit';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { Account } from './accounts.ts';
import { handleLink, linkPath, SESSION_COOKIE } from './link-requests.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import { contentPolicy, renderNotice, renderSignOut } from './page.ts';
import type { ProviderSecrets } from './provider-secrets.ts';
import { handleSignIn, interactionPath } from './sign-in-form.ts';
import { createSignInLinks, type SignInLinks } from './sign-in-links.ts';
import { localeOf } from './texts.ts';

export const TRIAL_CLIENT_ID = 'waylight-insights';

/** Reachable from this machine only. */
const HOST = '127.0.0.1';

const SECONDS = { minute: 60, hour: 3_600 } as const;

export type TrialProviderOptions = {
  readonly port: number;
  /** Origin of insights, the only target of redirects. */
  readonly clientOrigin: string;
  readonly accounts: readonly Account[];
  readonly secrets: ProviderSecrets;
  readonly log: Logger;
  readonly now?: () => number;
};

export type TrialProvider = Component & {
  readonly issuer: string;
  /** Creates a URL of this machine that signs in once, within minutes and without a password. */
  readonly createSignInLink: (accountId: string) => string;
};

export const trialIssuer = (port: number): string => `http://localhost:${port}`;

/** An OpenID provider with development accounts, so that a trial and tests use the same sign-in as a deployment. */
export function createTrialProvider(options: TrialProviderOptions): TrialProvider {
  const { port, log } = options;
  const issuer = trialIssuer(port);
  const links = createSignInLinks(options.now ?? Date.now);
  const name = 'sign-in provider';
  return {
    name,
    issuer,
    createSignInLink: (accountId) => `${issuer}${linkPath(links.create(accountId))}`,
    start: async () => {
      const provider = createProvider(issuer, options, links);
      provider.on('server_error', (_context: unknown, error: unknown) =>
        log.warn('sign-in provider failed', { error }),
      );
      const server = createServer(provider.callback());
      server.listen(port, HOST);
      try {
        await once(server, 'listening');
      } catch (error) {
        if (error instanceof Error && Reflect.get(error, 'code') === 'EADDRINUSE')
          throw new PortTakenError(port, name, { cause: error });
        throw error;
      }
      return {
        stop: async () => {
          const closed = once(server, 'close');
          server.close();
          server.closeAllConnections();
          await closed;
        },
      };
    },
  };
}

function createProvider(issuer: string, options: TrialProviderOptions, links: SignInLinks): Provider {
  const { accounts, secrets, clientOrigin } = options;
  const provider = new Provider(issuer, configurationOf(options));
  const { host } = new URL(issuer);
  const policy = contentPolicy(clientOrigin);
  const form = { provider, accounts, password: secrets.password, links, clientOrigin };
  provider.use(async (koaContext, next) => {
    const context = koaContext as KoaContextWithOIDC;
    const locale = localeOf(context);
    context.set({
      'content-security-policy': policy,
      'content-language': locale.language,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    // Other host names that resolve to this machine are refused.
    if (context.host !== host) {
      const notice = {
        title: locale.t('wrongAddress'),
        reason: locale.t('wrongAddressReason', { url: issuer }),
      };
      context.status = 421;
      context.body = renderNotice(locale, notice);
      return;
    }
    if (handleLink(context, { links, clientOrigin, locale })) return;
    if (!(await handleSignIn(form, context, locale))) await next();
  });
  return provider;
}

function configurationOf({ accounts, secrets, clientOrigin }: TrialProviderOptions): Configuration {
  return {
    adapter: createMemoryAdapter(Date.now),
    clients: [
      {
        client_id: TRIAL_CLIENT_ID,
        client_secret: secrets.clientSecret,
        redirect_uris: [`${clientOrigin}/sign-in/callback`],
        post_logout_redirect_uris: [`${clientOrigin}/`],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...secrets.signingKey, alg: 'ES256', use: 'sig' }] },
    cookies: { keys: [secrets.cookieKey], names: { session: SESSION_COOKIE } },
    // Puts claims into the ID token, as many providers do.
    conformIdTokenClaims: false,
    claims: {
      openid: ['sub', 'preferred_username', 'waylight_role', 'waylight_organisation', 'waylight_registry_id'],
    },
    pkce: { required: () => true },
    findAccount: (_context, id) => {
      const account = accounts.find((one) => one.id === id);
      return (
        account && { accountId: id, claims: () => ({ sub: id, preferred_username: id, ...account.claims }) }
      );
    },
    interactions: { url: (_context, { uid }) => interactionPath(uid) },
    // Insights is the only client, so no consent page is needed.
    loadExistingGrant: async ({ oidc: { client, session, provider } }) => {
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = renderSignOut(localeOf(context), form);
        },
        postLogoutSuccessSource: (context) => {
          const locale = localeOf(context);
          context.body = renderNotice(locale, {
            title: locale.t('signedOut'),
            reason: locale.t('signedOutReason'),
            link: { url: `${clientOrigin}/`, text: locale.t('toDashboard') },
          });
        },
      },
    },
    renderError: (context, { error }) => {
      const locale = localeOf(context);
      context.type = 'html';
      context.body = renderNotice(locale, {
        title: locale.t('failed'),
        reason: locale.t('failedReason', { error }),
        link: { url: `${clientOrigin}/`, text: locale.t('toDashboard') },
      });
    },
    ttl: {
      AccessToken: 10 * SECONDS.minute,
      AuthorizationCode: SECONDS.minute,
      Grant: 10 * SECONDS.minute,
      IdToken: 10 * SECONDS.minute,
      Interaction: SECONDS.hour,
      Session: 8 * SECONDS.hour,
    },
  };
}
