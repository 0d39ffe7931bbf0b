import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { parseHost, type TlsSource } from '@waylight/service-kit';

/** Headers by which a browser describes a request. */
export type BrowserHeaders = {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Mode`; browsers before 2023 do not send it. */
  readonly mode: string | readonly string[] | undefined;
};

/** True for a request from a page of the configured origin to a host name of this node. */
export type OriginCheck = (headers: BrowserHeaders) => boolean;

/**
 * A browser sends the organisation's certificate for any page's request, so `Origin` must equal the
 * configured origin. The host must be in the node's certificate, which prevents DNS rebinding. Navigations
 * and images are refused.
 */
export function createOriginCheck(origin: string, tls: TlsSource): OriginCheck {
  const isOwnHost = createHostCheck(tls);
  return (headers) =>
    headers.origin === origin &&
    (headers.mode === undefined || headers.mode === 'cors') &&
    headers.host !== undefined &&
    isOwnHost(headers.host);
}

/** Checks whether the node's current certificate contains this host. */
function createHostCheck(tls: TlsSource): (host: string) => boolean {
  let parsed: { readonly pem: string; readonly certificate: X509Certificate } | undefined;
  return (host) => {
    const { certificate: pem } = tls.current();
    if (parsed?.pem !== pem) parsed = { pem, certificate: new X509Certificate(pem) };
    const address = parseHost(host);
    if (address === undefined) return false;
    const { certificate } = parsed;
    return (
      (isIP(address) === 0 ? certificate.checkHost(address) : certificate.checkIP(address)) !== undefined
    );
  };
}
