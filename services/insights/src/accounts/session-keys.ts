import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** What is made of the one secret of sessions. */
export type SessionKeys = {
  /** Of a person at a provider: tells persons apart, and nobody who they are. */
  readonly personDigest: (issuer: string, subject: string) => Buffer;
  /** Of a person by the hex of that digest: tells pages whether it is the same account as before, and stands in no file. */
  readonly accountMark: (person: string) => string;
  /** What a page must show beside the cookie. It says nothing of the session's id. */
  readonly csrfToken: (sessionId: string) => string;
  readonly isCsrfToken: (sessionId: string, shown: string) => boolean;
  /** Seals what a browser keeps while somebody signs in. */
  readonly attemptKey: Uint8Array;
};

export function deriveSessionKeys(secret: Uint8Array): SessionKeys {
  const keyFor = (use: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), `waylight insights ${use}`, 32));
  const [person, account, csrf] = [keyFor('person'), keyFor('account'), keyFor('csrf')];
  const csrfToken = (sessionId: string): string =>
    createHmac('sha256', csrf).update(sessionId).digest('base64url');
  return {
    // The issuer is an address and holds no zero byte: no two pairs give one text.
    personDigest: (issuer, subject) => createHmac('sha256', person).update(`${issuer}\0${subject}`).digest(),
    accountMark: (digest) => createHmac('sha256', account).update(digest).digest('base64url'),
    csrfToken,
    isCsrfToken: (sessionId, shown) => timingSafeEqual(sha256(csrfToken(sessionId)), sha256(shown)),
    attemptKey: keyFor('sign-in attempt'),
  };
}

/** 256 bits of chance, as a cookie or an address can hold them. */
export const createSecretId = (): string => randomBytes(32).toString('base64url');

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
