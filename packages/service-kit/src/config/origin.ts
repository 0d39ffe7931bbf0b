import { field, INVALID, type TextField } from './fields.ts';

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

function parseSecureUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return undefined;
  const isSecure =
    url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK_HOSTS.has(url.hostname));
  return isSecure ? url : undefined;
}

/** A URL with TLS or on this machine, so that the content cannot be read or changed on the network. The URL is not normalised. */
export function secureUrl(): TextField<string> {
  return field('an address with https://, or with http:// of this machine (localhost)', (text) =>
    parseSecureUrl(text) === undefined ? INVALID : { ok: true, value: text },
  );
}

/** Like `secureUrl`, but without a path: the origin of a service, as browsers define it. */
export function origin(): TextField<string> {
  return field('https:// and a host, with nothing after it (http:// for localhost alone)', (text) => {
    const url = parseSecureUrl(text);
    return url === undefined || url.pathname !== '/' ? INVALID : { ok: true, value: url.origin };
  });
}
