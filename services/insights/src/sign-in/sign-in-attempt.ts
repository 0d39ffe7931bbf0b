import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';

/** Maximum time that a person may spend at the provider. */
export const ATTEMPT_LIFETIME_MS = 10 * 60_000;

const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  /** PKCE code verifier. */
  verifier: z.string(),
  returnTo: z.string(),
});

/** A pending sign-in. The browser stores it encrypted, so that unfinished sign-ins use no memory of the service. */
export type SignInAttempt = Readonly<z.infer<typeof attemptSchema>>;

export function sealAttempt(attempt: SignInAttempt, key: Uint8Array, nowMs: number): Promise<string> {
  return new EncryptJWT({ ...attempt })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(new Date(nowMs + ATTEMPT_LIFETIME_MS))
    .encrypt(key);
}

/** Undefined for an expired attempt, and for one that this service did not seal. */
export async function unsealAttempt(
  sealed: string,
  key: Uint8Array,
  nowMs: number,
): Promise<SignInAttempt | undefined> {
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      currentDate: new Date(nowMs),
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      requiredClaims: ['exp'],
    });
    return attemptSchema.parse(payload);
  } catch {
    return undefined;
  }
}
