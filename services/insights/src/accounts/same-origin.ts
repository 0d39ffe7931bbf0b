export type OriginHeaders = {
  /** Sec-Fetch-Site, which scripts cannot set. */
  readonly fetchSite: string | undefined;
  readonly origin: string | undefined;
};

/**
 * True if a request comes from a page of this service. Browsers send at least one of the two headers with every change, so
 * that a request with neither is refused.
 */
export function isSameOrigin({ fetchSite, origin }: OriginHeaders, own: string): boolean {
  if (fetchSite === undefined && origin === undefined) return false;
  return (fetchSite ?? 'same-origin') === 'same-origin' && (origin ?? own) === own;
}
