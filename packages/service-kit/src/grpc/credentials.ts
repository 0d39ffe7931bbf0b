import { ChannelCredentials, ServerCredentials } from '@grpc/grpc-js';
import type { TlsMaterial } from '../pki/credential-files.ts';
import type { TlsSource } from '../pki/live-tls.ts';

/** Closes a connection without a certificate by then: until then it has no identity. */
const HANDSHAKE_MS = 10_000;

const CONNECTION = { requestCert: true, rejectUnauthorized: true, handshakeTimeout: HANDSHAKE_MS } as const;
const MIN_TLS_VERSION = 'TLSv1.3';

/**
 * Mutual TLS: a client without a certificate of the authority gets no connection. Before TLS 1.3, the client's certificate
 * crosses the network in the clear, and reveals which organisation reports.
 */
export function serverCredentials(tls: TlsMaterial): ServerCredentials {
  return new MutualTls(tls);
}

/** Mutual TLS that follows its source: new connections get the current credential. `unfollow` ends that. */
export function reloadingCredentials(tls: TlsSource): {
  readonly credentials: ServerCredentials;
  readonly unfollow: () => void;
} {
  const credentials = new MutualTls(tls.current());
  return { credentials, unfollow: tls.onChange(() => credentials.change(tls.current())) };
}

/** Mutual TLS for an HTTP server. */
export function serverTls(tls: TlsMaterial) {
  return { ...CONNECTION, ...secureContextOptions(tls) };
}

function secureContextOptions({ ca, certificate: cert, key }: TlsMaterial) {
  return { ca, cert, key, minVersion: MIN_TLS_VERSION } as const;
}

/** `createSsl` of grpc-js cannot set the minimum TLS version. */
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
