export type Asked = { readonly method: string; readonly mode: string; readonly url: string };

/**
 * What a worker does with a request: a file whose name holds a digest is taken from what was kept; a page is asked for,
 * and where nobody answers the kept one opens. Everything else it leaves alone: answers about numbers, the stream of
 * events, and every way in and out.
 */
export function handlingOf(
  { method, mode, url }: Asked,
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
