/** Something that this service needs does not answer now. The words go to the caller as they are. */
export type TransientFailure = {
  readonly message: string;
  readonly retryAfterMs: number;
};

/** What of a handler's errors passes by itself, and what the caller is told; undefined is a fault of this service. */
export type TransientOf = (error: unknown) => TransientFailure | undefined;
