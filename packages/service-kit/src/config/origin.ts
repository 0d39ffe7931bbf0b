import { field, type TextField } from './fields.ts';

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

const INVALID = { ok: false } as const;

function parseSecureUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return undefined;
  const isSecure =
    url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname));
  return isSecure ? url : undefined;
}

/** An address that nobody on the way can read or change: TLS, or this machine alone. Kept as it was written. */
export function secureUrl(): TextField<string> {
  return field('an address with https://, or with http:// of this machine (localhost)', (text) =>
    parseSecureUrl(text) === undefined ? INVALID : { ok: true, value: text },
  );
}

/** The same without a path: the beginning of every address of a service, and what a browser calls its origin. */
export function origin(): TextField<string> {
  return field('https:// and a host, with nothing behind it (http:// for localhost alone)', (text) => {
    const url = parseSecureUrl(text);
    return url === undefined || url.pathname !== '/' ? INVALID : { ok: true, value: url.origin };
  });
}
