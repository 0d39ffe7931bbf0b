import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** Keys and digests derived from the secret of sessions. */
export type SessionKeys = {
  /** Digest of issuer and subject, which distinguishes persons without identifying them. */
  readonly personDigest: (issuer: string, subject: string) => Buffer;
  /** Digest of the person's digest, by which pages compare accounts. No file contains it. */
  readonly accountMark: (person: string) => string;
  /** Token that changes need in addition to the cookie. It does not disclose the session's id. */
  readonly csrfToken: (sessionId: string) => string;
  readonly isCsrfToken: (sessionId: string, shown: string) => boolean;
  /** Seals the pending sign-in that a browser stores. */
  readonly attemptKey: Uint8Array;
  /** Encrypts mail addresses and webhooks. With another secret they cannot be read, and belong to no account. */
  readonly addressKey: Uint8Array;
  /** Seals the name of the account that a browser stores. */
  readonly nameKey: Uint8Array;
};

export function deriveSessionKeys(secret: Uint8Array): SessionKeys {
  const keyFor = (use: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), `waylight insights ${use}`, 32));
  const [person, account, csrf] = [keyFor('person'), keyFor('account'), keyFor('csrf')];
  const csrfToken = (sessionId: string): string =>
    createHmac('sha256', csrf).update(sessionId).digest('base64url');
  return {
    // The issuer is a URL without zero byte, so two different pairs never give the same text.
    personDigest: (issuer, subject) => createHmac('sha256', person).update(`${issuer}\0${subject}`).digest(),
    accountMark: (digest) => createHmac('sha256', account).update(digest).digest('base64url'),
    csrfToken,
    isCsrfToken: (sessionId, shown) => timingSafeEqual(sha256(csrfToken(sessionId)), sha256(shown)),
    attemptKey: keyFor('sign-in attempt'),
    addressKey: keyFor('addresses of messages'),
    nameKey: keyFor('account name'),
  };
}

/** 256 random bits, for a cookie or a URL. */
export const createSecretId = (): string => randomBytes(32).toString('base64url');

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
