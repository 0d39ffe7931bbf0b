import { safeToLog } from '@waylight/service-kit';

export type SignInErrorCode =
  /** The provider did not respond, or its response does not allow the sign-in to continue. */
  | 'provider-unavailable'
  /** The provider refused the person, or the person cancelled. */
  | 'rejected-by-provider'
  /** The response does not match this sign-in, or was used before. */
  | 'invalid-response';

/** A failed sign-in. Its message quotes no content of a request. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  readonly code: SignInErrorCode;
  readonly [safeToLog] = true;

  constructor(code: SignInErrorCode, options?: ErrorOptions) {
    super(`sign-in failed: ${code}`, options);
    this.code = code;
  }
}
