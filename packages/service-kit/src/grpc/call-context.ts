import type { Metadata } from '@grpc/grpc-js';
import type { PeerIdentity } from './peer-identity.ts';
import { RpcError } from './rpc-error.ts';

/** What a handler knows of its call besides the request. */
export type CallContext = {
  /** The verified caller; null where the certificate names nobody, has expired, or there is no TLS. */
  readonly caller: PeerIdentity | null;
  /** Aborted when the caller hangs up or the deadline passes; its reason is the RpcError to end with. */
  readonly signal: AbortSignal;
  /**
   * Aborted when the server begins to stop. A call that would go on for long (a watch) ends then, with UNAVAILABLE, so
   * that its caller goes on elsewhere; a short one finishes. Reading requests after it throws that error by itself.
   */
  readonly stopping: AbortSignal;
  /** Milliseconds until the caller's deadline; Infinity without one. */
  readonly deadlineMs: number;
  readonly metadata: Metadata;
  /** As in `/waylight.intake.v1.IntakeService/SubmitReport`. */
  readonly method: string;
};

/** The parts of a grpc-js server call that are the same for every kind of call. */
export type ServerCall = {
  readonly metadata: Metadata;
  readonly cancelled: boolean;
  getDeadline(): Date | number;
  on(event: 'cancelled', listener: () => void): unknown;
};

/** A class because most calls never ask for the signal: a getter makes it, and its controller, on demand. */
export class ServerCallContext implements CallContext {
  readonly caller: PeerIdentity | null;
  readonly metadata: Metadata;
  readonly method: string;
  readonly stopping: AbortSignal;
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

  /** Why the call was ended here, before its handler and its caller were done. */
  get endError(): RpcError | undefined {
    return this.#ended;
  }

  /** Ends the call for its handler, which hears of it as of a caller who hangs up. */
  end(reason: RpcError): void {
    if (this.cancelled) return;
    this.#ended = reason;
    this.#controller?.abort(reason);
  }

  endReason(): RpcError {
    if (this.#ended !== undefined) return this.#ended;
    return this.deadlineMs === 0
      ? new RpcError('DEADLINE_EXCEEDED', 'the deadline has passed')
      : new RpcError('CANCELLED', 'the caller has hung up');
  }
}
