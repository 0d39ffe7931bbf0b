import { safeToLog } from '@waylight/service-kit';

export type SignInErrorCode =
  /** The provider does not answer, or not in a way that a sign-in could go on. */
  | 'provider-away'
  /** Somebody was not let in there, or turned back. */
  | 'refused-there'
  /** What came back does not fit this sign-in, or was used before. */
  | 'not-taken';

/** A sign-in that came to nothing. Messages are ours and quote nothing that was sent. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly code: SignInErrorCode;
  readonly [safeToLog] = true;

  constructor(code: SignInErrorCode, options?: ErrorOptions) {
    super(`a sign-in ended: ${code}`, options);
    this.code = code;
  }
}
