import type { Metadata } from '@grpc/grpc-js';
import type { PeerIdentity } from './peer-identity.ts';
import { RpcError } from './rpc-error.ts';

/** A call, without its request. */
export type CallContext = {
  /** The verified caller; null without TLS, without an identity in the certificate, or after it expired. */
  readonly caller: PeerIdentity | null;
  /** Aborts when the caller cancels or the deadline passes. Its reason is the RpcError of the call. */
  readonly signal: AbortSignal;
  /**
   * Aborts when the server begins to stop. A long call, such as a watch, must then end with UNAVAILABLE, so that its caller goes
   * on at another server. A short call finishes normally. Reading further requests throws this UNAVAILABLE error.
   */
  readonly stopping: AbortSignal;
  /** Milliseconds until the caller's deadline; Infinity without one. */
  readonly deadlineMs: number;
  readonly metadata: Metadata;
  /** Path, such as `/waylight.intake.v1.IntakeService/SubmitReport`. */
  readonly method: string;
  /** The result of the server's authorizer; undefined on a server without one. */
  readonly principal: unknown;
};

/** Members of a grpc-js server call that every kind of call has. */
export type ServerCall = {
  readonly metadata: Metadata;
  readonly cancelled: boolean;
  getDeadline(): Date | number;
  on(event: 'cancelled', listener: () => void): unknown;
};

/** A class, because its getter creates the signal and its controller on demand. Most calls never need them. */
export class ServerCallContext implements CallContext {
  readonly caller: PeerIdentity | null;
  readonly metadata: Metadata;
  readonly method: string;
  readonly stopping: AbortSignal;
  /** Set by the call runner, before the handler runs. */
  principal: unknown;
  readonly #call: ServerCall;
  #controller: AbortController | undefined;
  #ended: RpcError | undefined;

  constructor(call: ServerCall, method: string, caller: PeerIdentity | null, stopping: AbortSignal) {
    this.#call = call;
    this.caller = caller;
    this.metadata = call.metadata;
    this.method = method;
    this.stopping = stopping;
  }

  get deadlineMs(): number {
    return Math.max(0, Number(this.#call.getDeadline()) - Date.now());
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = new AbortController();
      this.#controller = controller;
      const abort = (): void => controller.abort(this.endReason());
      if (this.cancelled) abort();
      else this.#call.on('cancelled', abort);
    }
    return this.#controller.signal;
  }

  get cancelled(): boolean {
    return this.#ended !== undefined || this.#call.cancelled;
  }

  /** Reason why this server ended the call early. */
  get endError(): RpcError | undefined {
    return this.#ended;
  }

  /** Ends the call for its handler, as if the caller had cancelled. */
  end(reason: RpcError): void {
    if (this.cancelled) return;
    this.#ended = reason;
    this.#controller?.abort(reason);
  }

  endReason(): RpcError {
    if (this.#ended !== undefined) return this.#ended;
    return this.deadlineMs === 0
      ? new RpcError('DEADLINE_EXCEEDED', 'the deadline has passed')
      : new RpcError('CANCELLED', 'the caller cancelled the call');
  }
}
