import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyReply } from 'fastify';

/** About the size of one packet: compression of less would save nothing. */
const MIN_COMPRESSED_BYTES = 1_400;

/**
 * Answers 200 with a body in parts. Other responses may share parts, such as cached texts. Each part is written to the socket
 * unchanged, and must not change afterwards. Joined parts would need an off-heap buffer for each response. At 100 KB and 100
 * responses a second, V8 would then collect the whole heap every few seconds.
 *
 * Compresses by gzip if the caller accepts it: numbers shrink to a tenth. The compressed length reveals repetitions, so a body
 * must not contain both a secret and text that an attacker can choose.
 */
export function sendParts(
  reply: FastifyReply,
  contentType: string,
  parts: readonly Uint8Array[],
): FastifyReply {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const isCompressed = length >= MIN_COMPRESSED_BYTES && acceptsGzip(reply);
  reply.code(200).type(contentType).header('vary', 'accept-encoding');
  if (isCompressed) reply.header('content-encoding', 'gzip');
  else reply.header('content-length', length);
  const { raw } = reply.hijack();
  // The caller has disconnected, so that writing would only fail.
  if (raw.destroyed) return reply;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  if (isCompressed) {
    // A caller that disconnects is not an error.
    pipeline(Readable.from(parts), createGzip({ level: constants.Z_BEST_SPEED }), raw, () => undefined);
    return reply;
  }
  raw.cork();
  for (const part of parts) raw.write(part);
  raw.end();
  raw.uncork();
  return reply;
}

function acceptsGzip({ request }: FastifyReply): boolean {
  const acceptEncoding = request.headers['accept-encoding'];
  return (
    request.method === 'GET' && acceptEncoding !== undefined && negotiate(acceptEncoding, ['gzip']) === 'gzip'
  );
}
