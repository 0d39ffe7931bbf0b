import { generateKeyPairSync } from 'node:crypto';

/** Generates a signing key of releases: Ed25519, PEM (PKCS8). */
export function createSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
