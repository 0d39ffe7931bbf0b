/**
 * For this host only, over TLS only (browsers accept http://localhost), and hidden from scripts. `Lax`, because a redirect
 * of the provider and a link must send the cookies. Changes also need a token.
 */
export const COOKIE_OPTIONS = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

/** Contains the session's id. It ends with the browser, or earlier. */
export const SESSION_COOKIE = '__Host-waylight-session';

/** Contains a pending sign-in, sealed. One for each browser: a second replaces the first. */
export const ATTEMPT_COOKIE = '__Host-waylight-sign-in';

/** Contains the token that changes need in addition to the cookie. */
export const CSRF_HEADER = 'x-csrf-token';
