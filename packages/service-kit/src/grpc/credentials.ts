import { ChannelCredentials, ServerCredentials } from '@grpc/grpc-js';

/** PEM texts: the authority that both sides trust, and one's own certificate and key. */
export type TlsMaterial = { readonly ca: string; readonly certificate: string; readonly key: string };

/** Whoever has not shown a certificate by then is let go: until then nobody knows who it is. */
const HANDSHAKE_MS = 10_000;

const CONNECTION = { requestCert: true, rejectUnauthorized: true, handshakeTimeout: HANDSHAKE_MS } as const;
const LEAST_VERSION = 'TLSv1.3';

/**
 * Mutual TLS: a client without a certificate of the authority gets no connection. TLS 1.3, because before it the
 * client's certificate, and with it which organisation reports, crosses the network in the clear.
 */
export function serverCredentials({ ca, certificate, key }: TlsMaterial): ServerCredentials {
  return new MutualTls(ca, certificate, key);
}

/** The same for a server of HTTP. */
export function serverTls({ ca, certificate: cert, key }: TlsMaterial) {
  return { ...CONNECTION, ca, cert, key, minVersion: LEAST_VERSION };
}

/** grpc-js's own `createSsl` has no way to set the least TLS version. */
class MutualTls extends ServerCredentials {
  constructor(ca: string, cert: string, key: string) {
    super(CONNECTION, { ca, cert, key, minVersion: LEAST_VERSION });
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}

export function clientCredentials({ ca, certificate, key }: TlsMaterial): ChannelCredentials {
  return ChannelCredentials.createSsl(Buffer.from(ca), Buffer.from(key), Buffer.from(certificate));
}
