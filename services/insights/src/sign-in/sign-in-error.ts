import { safeToLog } from '@waylight/service-kit';

export type SignInErrorCode =
  /** No response, or none with which a sign-in can continue. */
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
