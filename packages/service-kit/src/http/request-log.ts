import type { FastifyInstance } from 'fastify';
import type { Logger } from '../log/logger.ts';

/** One line per request: the route's pattern, never the address that was asked for, which may hold a question. */
export function logRequests(app: FastifyInstance, log: Logger): void {
  app.addHook('onResponse', async (request, reply) => {
    log.debug('http request', {
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    });
  });
}
