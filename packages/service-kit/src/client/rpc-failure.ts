import { type ServiceError, status } from '@grpc/grpc-js';
import { decodeStatusDetails, type FieldViolation } from '../grpc/status-details.ts';

export type RpcCode = keyof typeof status;

/** A call failed: the service returned an error, or did not respond. */
export class RpcFailure extends Error {
  override readonly name = 'RpcFailure';
  readonly code: RpcCode;
  /** Address of the service, such as "127.0.0.1:7004". */
  readonly address: string;
  /** Name of the method, such as "SubmitReport". */
  readonly method: string;
  readonly violations: readonly FieldViolation[];
  /** Delay before a retry that the service requests; undefined if it requests none. */
  readonly retryAfterMs: number | undefined;

  constructor(
    call: { readonly address: string; readonly path: string },
    code: RpcCode,
    message: string,
    more: {
      readonly violations?: readonly FieldViolation[];
      readonly retryAfterMs?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.address = call.address;
    this.method = call.path.slice(call.path.lastIndexOf('/') + 1);
    this.violations = more.violations ?? [];
    this.retryAfterMs = more.retryAfterMs;
  }
}

/** Converts an error of grpc-js, with the details that accompany the status. */
export function toRpcFailure(
  call: { readonly address: string; readonly path: string },
  error: unknown,
): RpcFailure {
  if (error instanceof RpcFailure) return error;
  if (!isServiceError(error)) throw error;
  const details = decodeStatusDetails(error.metadata);
  const retry = details.find((detail) => detail.type === 'retryInfo');
  return new RpcFailure(call, statusName(error.code), error.details, {
    violations: details.flatMap((detail) => (detail.type === 'badRequest' ? detail.violations : [])),
    ...(retry === undefined ? {} : { retryAfterMs: retry.retryAfterMs }),
    cause: error,
  });
}

/** Returns the name of a status code, for example of one result in a stream. */
export function statusName(code: number): RpcCode {
  return (status[code] as RpcCode | undefined) ?? 'UNKNOWN';
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && typeof Reflect.get(error, 'code') === 'number' && 'details' in error;
}
