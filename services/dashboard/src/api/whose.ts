import type { Session } from './schemas.ts';

/** Whose answers are kept: a digest that tells sessions apart and opens none; undefined where a browser cannot make one. */
export async function whoseView({ role, csrfToken }: Session): Promise<string | undefined> {
  if (role === 'public' || csrfToken === undefined) return 'public';
  // Only where the page came over a connection that is secure, or from this machine.
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (subtle === undefined) return undefined;
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(`waylight kept view ${csrfToken}`));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
