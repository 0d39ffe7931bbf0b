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
