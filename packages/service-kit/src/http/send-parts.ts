import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyReply } from 'fastify';

/** About one packet, which compression would not save. */
const MIN_COMPRESSED_BYTES = 1_400;

/**
 * Answers 200 with a body in parts, which may be shared with other answers, such as cached texts. Each part is written to the socket
 * unchanged, and must not change afterwards. Joined, they would be an off-heap buffer for each answer: at 100 KB and 100 answers a
 * second, V8 collects the whole heap every few seconds.
 *
 * Compresses by gzip if the caller accepts it: numbers shrink to a tenth. Compressed length reveals repetitions, so a body must not
 * contain a secret beside text that a stranger can choose.
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
  // The caller has disconnected: writing would only fail.
  if (raw.destroyed) return reply;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  if (isCompressed) {
    // A caller that disconnects is no error.
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
