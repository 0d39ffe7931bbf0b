const MAX_CHARACTERS = 1_000;

/**
 * A path of this service to return to after a sign-in, to append to its origin. Undefined for a path that leads, or might
 * lead, elsewhere. Returns the parsed URL's path, never the text itself.
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
  // `/.//host` has this origin, but its path is read as a host when parsed again.
  return /^\/(?![/\\])/.test(path) ? path : undefined;
}
