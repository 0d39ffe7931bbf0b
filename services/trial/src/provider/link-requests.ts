import type { KoaContextWithOIDC } from 'oidc-provider';
import { renderNotice } from './page.ts';
import { LINK_MINUTES, type SignInLinks } from './sign-in-links.ts';
import type { Locale } from './texts.ts';

const PATH = '/link/';

/** Contains the ticket of a link until the sign-in has begun. Other ports of this host receive it too, but cannot use it. */
const TICKET_COOKIE = 'waylight-trial-link';

/** The session of this provider in the browser. */
export const SESSION_COOKIE = '_session';

export const linkPath = (token: string): string => `${PATH}${token}`;

/**
 * Handles the request of a link: the sign-in that it begins at insights needs no password. It redirects only to insights.
 * Returns false for other paths.
 */
export function handleLink(
  context: KoaContextWithOIDC,
  {
    links,
    clientOrigin,
    locale,
  }: { readonly links: SignInLinks; readonly clientOrigin: string; readonly locale: Locale },
): boolean {
  if (context.method !== 'GET' || !context.path.startsWith(PATH)) return false;
  const { t } = locale;
  const refuse = (title: string, reason: string): true => {
    context.status = 403;
    const link = { url: `${clientOrigin}/sign-in`, text: t('toSignIn') };
    context.body = renderNotice(locale, { title, reason, link });
    return true;
  };
  if (!isOpenedByPerson(context)) return refuse(t('linkForeign'), t('linkForeignReason'));
  const ticket = links.redeem(context.path.slice(PATH.length));
  if (ticket === undefined) {
    const reason = t('linkInvalidReason', { minutes: String(LINK_MINUTES), command: 'npm start' });
    return refuse(t('linkInvalid'), reason);
  }
  context.cookies.set(TICKET_COOKIE, ticket, {
    path: '/interaction/',
    httpOnly: true,
    sameSite: 'lax',
    overwrite: true,
  });
  // Ends a session of another account in this browser, which the sign-in would continue.
  context.cookies.set(SESSION_COOKIE, null, { overwrite: true });
  context.status = 303;
  context.redirect(`${clientOrigin}/sign-in`);
  return true;
}

/** The account of the link that began this sign-in; undefined for sign-ins with a password. */
export const takeAccountOfLink = ({ cookies }: KoaContextWithOIDC, links: SignInLinks): string | undefined =>
  links.take(cookies.get(TICKET_COOKIE) ?? '');

/**
 * False for a request that another page or a prefetch caused: it must not use up the link. Browsers send these headers, and
 * scripts cannot set them.
 */
const isOpenedByPerson = (context: KoaContextWithOIDC): boolean =>
  ['', 'none'].includes(context.get('sec-fetch-site')) &&
  ['', 'document'].includes(context.get('sec-fetch-dest')) &&
  context.get('sec-purpose') === '';
