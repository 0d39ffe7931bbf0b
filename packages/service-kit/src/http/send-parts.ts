import type { FastifyReply } from 'fastify';

/**
 * Answers 200 with a body in parts that may belong to others as well, such as texts that are kept: each goes to the socket
 * as it is. Joining them would make a buffer of the whole body for each answer, outside of the heap, and buffers of
 * 100 KB at 100 answers a second let V8 collect the whole heap every few seconds. No part may be changed afterwards.
 */
export function sendParts(
  reply: FastifyReply,
  contentType: string,
  parts: readonly Uint8Array[],
): FastifyReply {
  reply.code(200).type(contentType);
  reply.header(
    'content-length',
    parts.reduce((sum, part) => sum + part.length, 0),
  );
  const { raw } = reply.hijack();
  // The caller is gone: to write would be an error that nobody waits for.
  if (raw.destroyed) return reply;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  raw.cork();
  for (const part of parts) raw.write(part);
  raw.end();
  raw.uncork();
  return reply;
}
