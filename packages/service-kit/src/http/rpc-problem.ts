import type { RpcCode, RpcError } from '../grpc/rpc-error.ts';
import { type Problem, problem } from './problem.ts';

/** How what a call over gRPC is refused with reads over HTTP; every other code is a fault of this service. */
const STATUS: Partial<Record<RpcCode, number>> = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ABORTED: 409,
  FAILED_PRECONDITION: 409,
  UNAVAILABLE: 503,
};

/** The problem that says over HTTP what an error of a call says over gRPC; undefined for a code that stands for a fault. */
export function rpcProblem({
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
