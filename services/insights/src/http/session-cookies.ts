/**
 * Of this host alone, over TLS alone (browsers count http://localhost as such), and unseen by scripts. `Lax`, because both
 * come back with a person who is sent here from the provider or follows a link; what changes something is guarded beside.
 */
export const COOKIE_OPTIONS = { path: '/', httpOnly: true, secure: true, sameSite: 'lax' } as const;

/** The session's id. It ends with the browser, or earlier. */
export const SESSION_COOKIE = '__Host-waylight-session';

/** What belongs to a sign-in that is under way, sealed. One for each browser: the one that was begun last goes on. */
export const ATTEMPT_COOKIE = '__Host-waylight-sign-in';

/** What a page shows beside the cookie with everything that changes something. */
export const CSRF_HEADER = 'x-csrf-token';
