import { TLSSocket } from 'node:tls';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PeerIdentity, peerIdentity } from '../grpc/peer-identity.ts';

/** Who asks over mutual TLS; null where the certificate names nobody, has expired since, or there is no TLS. */
export function identifyHttpCaller({ raw }: FastifyRequest, nowMs: number): PeerIdentity | null {
  const identity = raw.socket instanceof TLSSocket ? peerIdentity(raw.socket.getPeerCertificate()) : null;
  return identity !== null && nowMs < identity.validToMs ? identity : null;
}

/** Aborted when the caller hangs up, or has the answer: for work that nobody else waits for. */
export function createDisconnectSignal({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => controller.abort(new Error('the caller has hung up')));
  return controller.signal;
}
