import type { PeerCertificate } from 'node:tls';

/** The identity in a verified client certificate. */
export type PeerIdentity = {
  /** The only URI name of the certificate, `waylight://<kind>/<id>`. */
  readonly uri: string;
  readonly kind: string;
  readonly id: string;
  /** SHA-256 of the certificate, in hex with colons. */
  readonly fingerprint: string;
  /** After this time the caller has no identity. A connection can outlive its certificate. */
  readonly validToMs: number;
};

const identityUri = /^waylight:\/\/([a-z][a-z-]{0,31})\/([A-Za-z0-9._-]{1,64})$/;

export function parseIdentityUri(uri: string): { readonly kind: string; readonly id: string } | null {
  const match = identityUri.exec(uri);
  const [, kind, id] = match ?? [];
  return kind === undefined || id === undefined ? null : { kind, id };
}

/**
 * Reads the identity of a certificate that TLS has verified. Returns null unless the certificate has exactly one URI name, in our
 * form.
 */
export function peerIdentity(certificate: PeerCertificate | undefined): PeerIdentity | null {
  if (certificate?.subjectaltname === undefined) return null;
  // Node.js quotes a name with a comma or a quote, so that it cannot appear as two names after this split.
  const names = certificate.subjectaltname.split(', ');
  if (names.some((name) => name.includes('"'))) return null;
  const uris = names.filter((name) => name.startsWith('URI:')).map((name) => name.slice('URI:'.length));
  const [uri] = uris;
  const parsed = uri === undefined || uris.length > 1 ? null : parseIdentityUri(uri);
  const validToMs = Date.parse(certificate.valid_to);
  if (uri === undefined || parsed === null || Number.isNaN(validToMs)) return null;
  return { uri, ...parsed, fingerprint: certificate.fingerprint256, validToMs };
}

export type CallWithCertificate = { getAuthContext(): { readonly sslPeerCertificate?: PeerCertificate } };

const identityBySession = new WeakMap<object, { readonly identity: PeerIdentity | null }>();

/**
 * Returns the caller's identity, or null without a valid certificate. Reading a certificate costs more than a small call, so it is
 * read once per connection. The peer's address cannot be the cache key, because another peer may soon get the same port.
 */
export function identifyCaller(call: CallWithCertificate, nowMs: number): PeerIdentity | null {
  const session = sessionOf(call);
  let known = session === null ? undefined : identityBySession.get(session);
  if (known === undefined) {
    known = { identity: peerIdentity(call.getAuthContext().sslPeerCertificate) };
    if (session !== null) identityBySession.set(session, known);
  }
  return known.identity !== null && nowMs < known.identity.validToMs ? known.identity : null;
}

/**
 * Returns the HTTP/2 session behind a call, which grpc-js keeps private. If a later version moves it, this returns null, and the
 * certificate is read at every call. A test pins the path in the version in use.
 */
export function sessionOf(call: unknown): object | null {
  const session = readProperty(readProperty(readProperty(call, 'call'), 'stream'), 'session');
  return typeof session === 'object' && session !== null ? session : null;
}

/** Reads a private member of grpc-js. */
export function readProperty(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
