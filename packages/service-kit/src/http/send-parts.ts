import { pipeline, Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import { negotiate } from '@fastify/accept-negotiator';
import type { FastifyReply } from 'fastify';

/** Below it a packet is sent anyway. */
const MIN_COMPRESSED_BYTES = 1_400;

/**
 * Answers 200 with a body in parts that may belong to others as well, such as texts that are kept: each goes to the socket
 * as it is. Joining them would make a buffer of the whole body for each answer, outside of the heap, and buffers of
 * 100 KB at 100 answers a second let V8 collect the whole heap every few seconds. No part may be changed afterwards.
 *
 * Who takes gzip, as every browser, gets gzip: numbers become a tenth. What is compressed tells by its length what it
 * repeats, so no secret may stand in a body beside what a stranger could choose.
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
  // The caller is gone: to write would be an error that nobody waits for.
  if (raw.destroyed) return reply;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  if (isCompressed) {
    // A caller who goes away in between is no error either.
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
