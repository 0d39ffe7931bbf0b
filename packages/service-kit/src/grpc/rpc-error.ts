import { randomUUID } from 'node:crypto';
import { Metadata, status } from '@grpc/grpc-js';
import type { Logger } from '../log/logger.ts';
import { encodeStatusDetails, type StatusDetail, statusDetailsKey } from './status-details.ts';

export type RpcCode = Exclude<keyof typeof status, 'OK'>;

/** A status other than OK. The caller receives message and details unchanged, so they must not contain other callers' data. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: RpcCode;
  readonly details: readonly StatusDetail[];

  constructor(code: RpcCode, message: string, details: readonly StatusDetail[] = [], options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** Status in the form that grpc-js sends. */
export type WireStatus = { readonly code: status; readonly details: string; readonly metadata?: Metadata };

export function toWireStatus(error: RpcError): WireStatus {
  const code = status[error.code];
  if (error.details.length === 0) return { code, details: error.message };
  const metadata = new Metadata();
  metadata.set(statusDetailsKey, encodeStatusDetails(code, error.message, error.details));
  return { code, details: error.message, metadata };
}

export function serverStoppingError(): RpcError {
  return new RpcError('UNAVAILABLE', 'the server is stopping: resume at another server, or retry later');
}

export function unreadResponsesError(): RpcError {
  return new RpcError(
    'UNAVAILABLE',
    'you read nothing for too long: call again, and read responses as they arrive',
  );
}

/** Logs a defect. The caller gets only the id of the log line, because the error may quote what somebody sent. */
export function logInternalError(log: Logger, error: unknown, method?: string): RpcError {
  const faultId = randomUUID();
  log.error('RPC failed', { method, faultId, error });
  return new RpcError('INTERNAL', `internal error: report ${faultId} to the operator`);
}

export function malformedRequestError(): RpcError {
  return new RpcError('INVALID_ARGUMENT', 'the request is not a message of the expected type');
}
