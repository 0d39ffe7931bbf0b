import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { TlsSource } from '@waylight/service-kit';

/** What a browser says of a request beside what is asked. */
export type BrowserHeaders = {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Mode`; browsers of before 2023 say none. */
  readonly mode: string | readonly string[] | undefined;
};

/** Whether a request is one that a page of this origin makes, to a name that is this node's. */
export type OriginCheck = (headers: BrowserHeaders) => boolean;

/**
 * A browser shows an organisation's certificate for whatever page asks it to, so that the page must be the right one: its
 * origin is exactly this, said by the browser itself, and the host is one that the node's certificate names, whoever's name
 * has been made to lead here (DNS rebinding). A page that is opened, or an image, is no such request.
 */
export function createOriginCheck(origin: string, tls: TlsSource): OriginCheck {
  const isOwnHost = createHostCheck(tls);
  return (headers) =>
    headers.origin === origin &&
    (headers.mode === undefined || headers.mode === 'cors') &&
    headers.host !== undefined &&
    isOwnHost(headers.host);
}

/** Whether a host is named by the certificate that is shown now. */
function createHostCheck(tls: TlsSource): (host: string) => boolean {
  let read: { readonly pem: string; readonly certificate: X509Certificate } | undefined;
  return (host) => {
    const { certificate: pem } = tls.current();
    if (read?.pem !== pem) read = { pem, certificate: new X509Certificate(pem) };
    const name = HOST.exec(host);
    if (name === null) return false;
    const { certificate } = read;
    const address = name[1] ?? name[2] ?? '';
    return (
      (isIP(address) === 0 ? certificate.checkHost(address) : certificate.checkIP(address)) !== undefined
    );
  };
}

/** `[::1]:7104`, `127.0.0.1:7104`, `node.example.org`: the host without brackets and port. */
const HOST = /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9.-]{1,253}))(?::\d{1,5})?$/;
