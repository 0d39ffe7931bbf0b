import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type RpcCode, RpcError } from '../grpc/rpc-error.ts';
import type { Logger } from '../log/logger.ts';
import type { ToTransientFailure } from '../transient.ts';
import { HttpProblemError, type Problem, problem, problemContentType } from './problem.ts';

/** Answers errors with problem+json, without internal details. An unexpected error has an id that is also in the log. */
export function handleErrors(
  app: FastifyInstance,
  log: Logger,
  toTransientFailure?: ToTransientFailure,
): void {
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, problem(404)));
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof HttpProblemError) return sendProblem(reply, error.problem);
    const rejected = error instanceof RpcError ? rpcProblem(error) : undefined;
    if (rejected !== undefined)
      return sendProblem(setRetryAfter(reply, rejected.retryAfterMs), rejected.body);
    const transient = toTransientFailure?.(error);
    if (transient !== undefined)
      return sendProblem(
        setRetryAfter(reply, transient.retryAfterMs),
        problem(503, { detail: transient.message }),
      );
    // After its caller disconnected, a route may throw any error as a consequence. This is not a fault.
    if (request.raw.socket.destroyed) return sendProblem(reply, problem(408));
    const status = statusOf(error);
    if (status < 500) return sendProblem(reply, problem(status, { errors: violations(error) }));
    const faultId = randomUUID();
    log.error('HTTP request failed', {
      faultId,
      method: request.method,
      route: request.routeOptions.url,
      error,
    });
    return sendProblem(reply, problem(status, { faultId }));
  });
}

/** HTTP status for each gRPC code. Codes that are not listed mean a fault of this service. */
const STATUS: Partial<Record<RpcCode, number>> = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ABORTED: 409,
  FAILED_PRECONDITION: 409,
  UNAVAILABLE: 503,
};

/** Converts a gRPC error to an HTTP problem. Undefined for a code that means a fault. */
function rpcProblem({
  code,
  message,
  details,
}: RpcError): { readonly body: Problem; readonly retryAfterMs: number | undefined } | undefined {
  const status = STATUS[code];
  if (status === undefined) return undefined;
  const errors = details.flatMap((detail) =>
    detail.type === 'badRequest'
      ? detail.violations.map(({ field, description }) => ({ path: field, message: description }))
      : [],
  );
  const retry = details.find((detail) => detail.type === 'retryInfo');
  return {
    body: problem(status, { detail: message, ...(errors.length === 0 ? {} : { errors }) }),
    retryAfterMs: retry?.retryAfterMs,
  };
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

/** Lists the violations of a route's schema, with their paths and the messages of the schema. */
function violations(error: unknown): Problem['errors'] {
  const found: unknown = error instanceof Error ? Reflect.get(error, 'validation') : undefined;
  if (!Array.isArray(found)) return undefined;
  const context = String(Reflect.get(Object(error), 'validationContext') ?? '');
  return found.map((violation: { instancePath?: string; message?: string }) => ({
    path: `${context}${violation.instancePath ?? ''}`,
    message: violation.message ?? 'not valid',
  }));
}

/**
 * Sends problem+json for a request that the HTTP parser rejected, then closes the connection. For such a request there is no
 * reply object.
 */
export function handleClientError(error: Error, socket: Socket): void {
  const code = String(Reflect.get(error, 'code'));
  // After a failed or unfinished TLS handshake, an answer would wait for the handshake forever, and keep the connection.
  if (!socket.writable || !/^(HPE|ERR_HTTP)_/.test(code)) {
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
    // See EARLY_ERROR_HEADERS in http-server.ts.
    'cross-origin-resource-policy: same-origin',
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
