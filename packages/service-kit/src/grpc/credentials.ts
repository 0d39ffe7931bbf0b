import { ChannelCredentials, ServerCredentials } from '@grpc/grpc-js';
import type { TlsSource } from '../pki/live-tls.ts';

/** PEM texts: the authority that both sides trust, and one's own certificate and key. */
export type TlsMaterial = { readonly ca: string; readonly certificate: string; readonly key: string };

/** Whoever has not shown a certificate by then is let go: until then nobody knows who it is. */
const HANDSHAKE_MS = 10_000;

const CONNECTION = { requestCert: true, rejectUnauthorized: true, handshakeTimeout: HANDSHAKE_MS } as const;
const MIN_TLS_VERSION = 'TLSv1.3';

/**
 * Mutual TLS: a client without a certificate of the authority gets no connection. TLS 1.3, because before it the
 * client's certificate, and with it which organisation reports, crosses the network in the clear.
 */
export function serverCredentials(tls: TlsMaterial): ServerCredentials {
  return new MutualTls(tls);
}

/** The same, of which new connections get what is current; `unfollow` ends that. */
export function reloadingCredentials(tls: TlsSource): {
  readonly credentials: ServerCredentials;
  readonly unfollow: () => void;
} {
  const credentials = new MutualTls(tls.current());
  return { credentials, unfollow: tls.onChange(() => credentials.change(tls.current())) };
}

/** The same for a server of HTTP. */
export function serverTls(tls: TlsMaterial) {
  return { ...CONNECTION, ...secureContextOptions(tls) };
}

function secureContextOptions({ ca, certificate: cert, key }: TlsMaterial) {
  return { ca, cert, key, minVersion: MIN_TLS_VERSION } as const;
}

/** grpc-js's own `createSsl` has no way to set the least TLS version. */
class MutualTls extends ServerCredentials {
  constructor(tls: TlsMaterial) {
    super(CONNECTION, secureContextOptions(tls));
  }

  change(tls: TlsMaterial): void {
    this.updateSecureContextOptions(secureContextOptions(tls));
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

export function clientCredentials({ ca, certificate, key }: TlsMaterial): ChannelCredentials {
  return ChannelCredentials.createSsl(Buffer.from(ca), Buffer.from(key), Buffer.from(certificate));
}
