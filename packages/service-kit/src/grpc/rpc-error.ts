import { Metadata, status } from '@grpc/grpc-js';
import { encodeStatusDetails, type StatusDetail, statusDetailsKey } from './status-details.ts';

export type RpcCode = Exclude<keyof typeof status, 'OK'>;

/** An answer that is not OK. Message and details go to the caller as they are, so they hold nothing of others. */
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

/** The form that grpc-js sends. */
export type WireStatus = { readonly code: status; readonly details: string; readonly metadata?: Metadata };

export function toWireStatus(error: RpcError): WireStatus {
  const code = status[error.code];
  if (error.details.length === 0) return { code, details: error.message };
  const metadata = new Metadata();
  metadata.set(statusDetailsKey, encodeStatusDetails(code, error.message, error.details));
  return { code, details: error.message, metadata };
}

export function serverStoppingError(): RpcError {
  return new RpcError('UNAVAILABLE', 'the server is stopping; go on where you are at another or in a moment');
}

export function malformedRequestError(): RpcError {
  return new RpcError('INVALID_ARGUMENT', 'the request is not a message of the expected type');
}
