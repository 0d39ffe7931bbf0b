import type { PeerCertificate } from 'node:tls';
import { type PeerIdentity, peerIdentity } from './peer-identity.ts';

export type IdentifiedCall = { getAuthContext(): { readonly sslPeerCertificate?: PeerCertificate } };

const identityBySession = new WeakMap<object, { readonly identity: PeerIdentity | null }>();

/**
 * The caller's identity. A certificate belongs to a connection for good, and reading one costs more than a small call
 * does, so it is read once per connection. A peer's address would not do as the key: a port is soon someone else's.
 */
export function identifyCaller(call: IdentifiedCall, nowMs: number): PeerIdentity | null {
  const session = sessionOf(call);
  let known = session === null ? undefined : identityBySession.get(session);
  if (known === undefined) {
    known = { identity: peerIdentity(call.getAuthContext().sslPeerCertificate) };
    if (session !== null) identityBySession.set(session, known);
  }
  return known.identity !== null && nowMs < known.identity.validToMs ? known.identity : null;
}

/**
 * The HTTP/2 session behind a call, which grpc-js keeps to itself; null if a later version keeps it elsewhere, and then
 * the certificate is read at every call. A test holds the path to the version in use.
 */
export function sessionOf(call: unknown): object | null {
  const session = readProperty(readProperty(readProperty(call, 'call'), 'stream'), 'session');
  return typeof session === 'object' && session !== null ? session : null;
}

function readProperty(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
