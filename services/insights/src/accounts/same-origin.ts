export type OriginHeaders = {
  /** Sec-Fetch-Site, which a page cannot set. */
  readonly fetchSite: string | undefined;
  readonly origin: string | undefined;
};

/**
 * Whether a request was made by a page of our own. A browser says at least one of the two with every request that changes
 * something; who says neither is no browser that we know, and is refused.
 */
export function isSameOrigin({ fetchSite, origin }: OriginHeaders, own: string): boolean {
  if (fetchSite === undefined && origin === undefined) return false;
  return (fetchSite ?? 'same-origin') === 'same-origin' && (origin ?? own) === own;
}
