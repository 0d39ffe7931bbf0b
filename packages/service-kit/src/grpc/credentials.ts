import { isIP } from 'node:net';
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';
import { ChannelCredentials, ServerCredentials } from '@grpc/grpc-js';
import type { TlsMaterial } from '../config/credential-files.ts';
import type { TlsSource } from '../pki/live-tls.ts';
import { type PeerIdentity, peerIdentity } from './peer-identity.ts';

/** A connection that has not sent a certificate after this time is closed, because it has no identity. */
const HANDSHAKE_MS = 10_000;

const CONNECTION = { requestCert: true, rejectUnauthorized: true, handshakeTimeout: HANDSHAKE_MS } as const;
const MIN_TLS_VERSION = 'TLSv1.3';

/**
 * Mutual TLS: a client without a certificate of the CA gets no connection. TLS 1.3 is required: earlier versions send the client's
 * certificate unencrypted, which reveals the organisation that reports.
 */
export function serverCredentials(tls: TlsMaterial): ServerCredentials {
  return new MutualTls(tls);
}

/** Mutual TLS whose new connections get the current credential of the source. `unsubscribe` ends the updates. */
export function reloadingCredentials(tls: TlsSource): {
  readonly credentials: ServerCredentials;
  readonly unsubscribe: () => void;
} {
  const credentials = new MutualTls(tls.current());
  return { credentials, unsubscribe: tls.onChange(() => credentials.change(tls.current())) };
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

/**
 * `checkServer` returns an error for a server with the wrong name, in addition to the check of its host name. Nothing is sent to
 * that server, and calls fail with UNAVAILABLE and the message of the error.
 */
export function clientCredentials(
  { ca, certificate, key }: TlsMaterial,
  checkServer?: (server: PeerIdentity | null) => Error | undefined,
): ChannelCredentials {
  const credentials = ChannelCredentials.createSsl(
    Buffer.from(ca),
    Buffer.from(key),
    Buffer.from(certificate),
    checkServer && {
      checkServerIdentity: (host, peer) => checkServerIdentity(host, peer) ?? checkServer(peerIdentity(peer)),
    },
  );
  const createConnector = credentials._createSecureConnector.bind(credentials);
  credentials._createSecureConnector = (...target) => omitAddressAsName(createConnector(...target));
  return credentials;
}

/**
 * grpc-js sends an IP address as server name, which RFC 6066 forbids and Node.js reports (DEP0123). Without the name, Node.js
 * compares the certificate with the option `host`, which is the same address.
 */
function omitAddressAsName<Connector extends object>(connector: Connector): Connector {
  const { connectionOptions } = connector as { readonly connectionOptions?: ConnectionOptions };
  if (isIP(connectionOptions?.servername ?? '') !== 0) delete connectionOptions?.servername;
  return connector;
}
