import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

export const JSON_TYPE = 'application/json; charset=utf-8';

/** About the size of one packet: compression of less would save nothing. */
const MIN_COMPRESSED_BYTES = 1_400;

/**
 * Compresses texts of all routes that are added later, by gzip if the caller accepts it. Event streams are not compressed.
 *
 * The compressed length reveals repetitions (BREACH), so an answer must not contain both a secret and text of the request.
 * `/v1/session` has the CSRF token, and takes no input. Answers with numbers repeat only codes of closed lists.
 */
export async function compressAnswers(server: FastifyInstance): Promise<void> {
  // Also on answers that are not compressed.
  server.addHook('onRequest', async (_request, reply) => void reply.header('vary', 'accept-encoding'));
  await server.register(compress, {
    encodings: ['gzip'],
    threshold: MIN_COMPRESSED_BYTES,
    zlibOptions: { level: constants.Z_BEST_SPEED },
    // Requests are small, and an unpacked one could be large.
    globalDecompression: false,
  });
}
