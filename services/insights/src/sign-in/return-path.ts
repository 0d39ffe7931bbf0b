const MAX_CHARACTERS = 1_000;

/**
 * A path of our own to come back to after a sign-in, as it may stand behind our origin; undefined for everything that
 * leads, or might lead, elsewhere. What is given back is what the parser of addresses has read, never the text itself.
 */
export function parseReturnPath(
  text: string,
  origin: string,
  maxCharacters: number = MAX_CHARACTERS,
): string | undefined {
  if (text.length > maxCharacters || !text.startsWith('/')) return undefined;
  const url = URL.parse(text, origin);
  if (url === null || url.origin !== origin) return undefined;
  const path = `${url.pathname}${url.search}${url.hash}`;
  // `/.//host` has our origin here, and names a host where somebody reads it again.
  return /^\/(?![/\\])/.test(path) ? path : undefined;
}
