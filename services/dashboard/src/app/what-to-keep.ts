export type PageRequest = { readonly method: string; readonly mode: string; readonly url: string };

/**
 * Handling of a request by the service worker. Files with a digest in their name come from the cache. Pages come from the
 * network, or from the cache without a connection. Everything else is passed through: answers with numbers, the event stream,
 * sign-in and sign-out.
 */
export function handlingOf(
  { method, mode, url }: PageRequest,
  origin: string,
  pages: readonly string[],
): 'asset' | 'page' | 'leave' {
  const { origin: theirs, pathname } = new URL(url);
  if (method !== 'GET' || theirs !== origin) return 'leave';
  if (pathname.startsWith('/assets/')) return 'asset';
  if (mode !== 'navigate') return 'leave';
  const [, first = ''] = pathname.split('/');
  return first === '' || pages.includes(first) ? 'page' : 'leave';
}
