/**
 * Cookies are for this host only, over TLS only (browsers accept http://localhost), and hidden from scripts. They are `Lax`,
 * because a redirect of the provider and a link must send them. Changes also need a token.
 */
export const COOKIE_OPTIONS = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

/** Contains the session's id. Browsers delete it when they close, or earlier. */
export const SESSION_COOKIE = '__Host-waylight-session';

/** Contains the name of the account, sealed for the session. */
export const NAME_COOKIE = '__Host-waylight-name';

/** Contains a pending sign-in, sealed. A browser has at most one: a second sign-in replaces the first. */
export const ATTEMPT_COOKIE = '__Host-waylight-sign-in';

/** Contains the token that changes need in addition to the cookie. */
export const CSRF_HEADER = 'x-csrf-token';
