import { TLSSocket } from 'node:tls';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PeerIdentity, peerIdentity } from '../grpc/peer-identity.ts';

/** Returns the caller's identity. Null without TLS, without an identity in the certificate, or after it expired. */
export function identifyHttpCaller({ raw }: FastifyRequest, nowMs: number): PeerIdentity | null {
  const identity = raw.socket instanceof TLSSocket ? peerIdentity(raw.socket.getPeerCertificate()) : null;
  return identity !== null && nowMs < identity.validToMs ? identity : null;
}

/** Returns a signal that aborts when the caller disconnects or has the answer, for work that only this answer needs. */
export function createDisconnectSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => controller.abort(new Error('the caller has disconnected')));
  return controller.signal;
}
