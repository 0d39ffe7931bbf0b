export type LogErrorCode =
  | 'topic-missing'
  | 'partition-count-differs'
  | 'position-outside-log'
  | 'position-of-another-log'
  | 'partition-lost'
  | 'rights-not-enforced'
  | 'not-permitted'
  | 'closed'
  | 'unavailable';

export class LogError extends Error {
  readonly code: LogErrorCode;

  constructor(code: LogErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LogError';
    this.code = code;
  }
}

/** The log did not acknowledge the records. The records may or may not be on the log: append the same records again. */
export class AppendError extends Error {
  readonly code = 'not-acknowledged';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppendError';
  }
}
