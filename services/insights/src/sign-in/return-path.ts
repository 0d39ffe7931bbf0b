const MAX_CHARACTERS = 1_000;

/**
 * Returns the path of this service to which a browser returns after a sign-in; append it to the origin. Undefined if the text
 * leads, or might lead, to another origin. Returns the parsed URL's path, never the text itself.
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
