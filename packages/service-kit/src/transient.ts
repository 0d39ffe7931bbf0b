/** A dependency of this service does not respond now. The caller receives the message unchanged. */
export type TransientFailure = {
  readonly message: string;
  readonly retryAfterMs: number;
};

/** Classifies an error of a handler as transient. Returns undefined for a fault of this service. */
export type ToTransientFailure = (error: unknown) => TransientFailure | undefined;
