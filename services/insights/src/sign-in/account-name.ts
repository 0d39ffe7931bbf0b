import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { sha256 } from '../accounts/session-keys.ts';

const MAX_CHARACTERS = 60;

const nameSchema = z.string().trim().min(1);
const sealedSchema = z.object({ name: nameSchema, session: z.string() });

/** The name of an account at its provider, by the standard claims. Longer ones are cut. Undefined if there is none. */
export function accountName(claims: Readonly<Record<string, unknown>>): string | undefined {
  const names = [claims.name, claims.preferred_username].map((claim) => nameSchema.safeParse(claim));
  const name = names.find(({ success }) => success)?.data;
  return name === undefined ? undefined : [...name].slice(0, MAX_CHARACTERS).join('');
}

/** Seals a name for the browser of a session, so that this service does not store who signed in. */
export function sealAccountName(name: string, sessionId: string, key: Uint8Array): Promise<string> {
  return new EncryptJWT({ name, session: digestOf(sessionId) })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(key);
}

/** Undefined for a name that this service did not seal for this session. */
export async function unsealAccountName(
  sealed: string,
  sessionId: string,
  key: Uint8Array,
): Promise<string | undefined> {
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    const { name, session } = sealedSchema.parse(payload);
    return session === digestOf(sessionId) ? name : undefined;
  } catch {
    return undefined;
  }
}

const digestOf = (sessionId: string): string => sha256(sessionId).toString('base64url');
