import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';

/** How long somebody may take at the provider. */
export const ATTEMPT_LIFETIME_MS = 10 * 60_000;

const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  /** Of PKCE. */
  verifier: z.string(),
  returnTo: z.string(),
});

/** What belongs to one sign-in. Its browser keeps it, sealed: a flood of sign-ins that nobody ends costs us no memory. */
export type SignInAttempt = Readonly<z.infer<typeof attemptSchema>>;

export function sealAttempt(attempt: SignInAttempt, key: Uint8Array, nowMs: number): Promise<string> {
  return new EncryptJWT({ ...attempt })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(new Date(nowMs + ATTEMPT_LIFETIME_MS))
    .encrypt(key);
}

/** Undefined for what is over, or was not sealed here. */
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
