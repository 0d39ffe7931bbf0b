import type { PeerCertificate } from 'node:tls';
import { type PeerIdentity, peerIdentity } from './peer-identity.ts';

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
