import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Account } from './accounts.ts';
import { takeAccountOfLink } from './link-requests.ts';
import { renderNotice } from './page.ts';
import type { SignInLinks } from './sign-in-links.ts';
import { renderSignIn } from './sign-in-page.ts';
import { type Locale, localeOf } from './texts.ts';

const MAX_BODY_BYTES = 4_096;

export const interactionPath = (uid: string): string => `/interaction/${uid}`;

export type SignInForm = {
  readonly provider: Provider;
  readonly accounts: readonly Account[];
  readonly password: string;
  readonly links: SignInLinks;
  readonly clientOrigin: string;
};

/** Handles requests to the form. Returns false for a path that `interactionPath` does not create. */
export async function handleSignIn(
  { provider, accounts, password, links, clientOrigin }: SignInForm,
  context: KoaContextWithOIDC,
  ownLocale: Locale,
): Promise<boolean> {
  if (!/^\/interaction\/[\w-]+$/.test(context.path)) return false;
  const { req, res } = context;
  const finish = async (accountId: string): Promise<true> => {
    const login = { accountId, remember: false };
    const next = await provider.interactionResult(req, res, { login }, { mergeWithLastSubmission: false });
    context.status = 303;
    context.redirect(next);
    return true;
  };
  let locale = ownLocale;
  try {
    const { params } = await provider.interactionDetails(req, res);
    if (typeof params.ui_locales === 'string') locale = localeOf(context, params.ui_locales.split(' '));
  } catch {
    context.status = 400;
    context.body = renderNotice(locale, {
      title: locale.t('expired'),
      reason: locale.t('expiredReason'),
      link: { url: `${clientOrigin}/sign-in`, text: locale.t('expired') },
    });
    return true;
  }
  if (context.method !== 'POST') {
    const ofLink = takeAccountOfLink(context, links);
    if (ofLink !== undefined) return finish(ofLink);
    context.body = renderSignIn(locale, context.path, accounts, undefined);
    return true;
  }
  const form = new URLSearchParams(await readBody(req));
  const account = accounts.find(({ id }) => id === form.get('account'));
  if (account !== undefined && isSame(form.get('password') ?? '', password)) return finish(account.id);
  context.status = 401;
  context.body = renderSignIn(locale, context.path, accounts, account?.id ?? '');
  return true;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
