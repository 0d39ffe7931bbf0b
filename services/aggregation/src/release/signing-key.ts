import { generateKeyPairSync } from 'node:crypto';

/** A new key to sign releases with: Ed25519, PEM (PKCS8). Its holder alone can make releases that verify. */
export function createSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}
