import { field, type TextField } from './fields.ts';

const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

const refused = { ok: false } as const;

function readSecure(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return undefined;
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && THIS_MACHINE.has(url.hostname));
  return isSecure ? url : undefined;
}

/** An address that nobody on the way can read or change: TLS, or this machine alone. Kept as it was written. */
export function secureUrl(): TextField<string> {
  return field('an address with https://, or with http:// of this machine (localhost)', (text) =>
    readSecure(text) === undefined ? refused : { ok: true, value: text },
  );
}

/** The same without a path: the beginning of every address of a service, and what a browser calls its origin. */
export function origin(): TextField<string> {
  return field('https:// and a host, with nothing behind it (http:// for localhost alone)', (text) => {
    const url = readSecure(text);
    return url === undefined || url.pathname !== '/' ? refused : { ok: true, value: url.origin };
  });
}
