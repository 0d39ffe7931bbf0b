import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { RpcError } from '../grpc/rpc-error.ts';
import type { Logger } from '../log/logger.ts';
import type { TransientOf } from '../transient.ts';
import { HttpProblemError, type Problem, problem, problemContentType } from './problem.ts';
import { rpcProblem } from './rpc-problem.ts';

/** Errors leave as problem+json without internals; an unexpected one gets an id that is also in the log. */
export function handleErrors(app: FastifyInstance, log: Logger, transientOf?: TransientOf): void {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problem(404)));
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof HttpProblemError) return sendProblem(reply, error.problem);
    const refused = error instanceof RpcError ? rpcProblem(error) : undefined;
    if (refused !== undefined) return sendProblem(setRetryAfter(reply, refused.retryAfterMs), refused.body);
    const transient = transientOf?.(error);
    if (transient !== undefined)
      return sendProblem(
        setRetryAfter(reply, transient.retryAfterMs),
        problem(503, { detail: transient.message }),
      );
    // Whatever a route throws because nobody waits for its answer any more is not worth a log line.
    if (request.raw.socket.destroyed) return sendProblem(reply, problem(408));
    const status = statusOf(error);
    if (status < 500) return sendProblem(reply, problem(status, { errors: violations(error) }));
    const faultId = randomUUID();
    log.error('http request failed', {
      faultId,
      method: request.method,
      route: request.routeOptions.url,
      error,
    });
    return sendProblem(reply, problem(status, { faultId }));
  });
}

export function sendProblem(reply: FastifyReply, body: Problem): FastifyReply {
  return reply.code(body.status).type(problemContentType).send(JSON.stringify(body));
}

function setRetryAfter(reply: FastifyReply, afterMs: number | undefined): FastifyReply {
  return afterMs === undefined ? reply : reply.header('retry-after', Math.ceil(afterMs / 1_000));
}

function statusOf(error: unknown): number {
  const status = error instanceof Error ? Reflect.get(error, 'statusCode') : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

/** What a route's schema refused: where, and the schema's own words about it. */
function violations(error: unknown): Problem['errors'] {
  const found: unknown = error instanceof Error ? Reflect.get(error, 'validation') : undefined;
  if (!Array.isArray(found)) return undefined;
  const context = String(Reflect.get(Object(error), 'validationContext') ?? '');
  return found.map((violation: { instancePath?: string; message?: string }) => ({
    path: `${context}${violation.instancePath ?? ''}`,
    message: violation.message ?? 'not valid',
  }));
}

/** What the parser of HTTP refused has no reply to answer with: the same form, and the connection ends. */
export function handleClientError(error: Error, socket: Socket): void {
  const code: unknown = Reflect.get(error, 'code');
  if (!socket.writable || code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = JSON.stringify(problem(status));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${problemContentType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    // No foreign page is to tell it from no answer: see http-server.ts.
    'cross-origin-resource-policy: same-origin',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
