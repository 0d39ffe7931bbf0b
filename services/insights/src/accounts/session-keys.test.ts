import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSecretId, deriveSessionKeys } from './session-keys.ts';

const keys = deriveSessionKeys(randomBytes(32));

it('binds a token to its session, and to the secret', () => {
  const [one, other] = [createSecretId(), createSecretId()];
  expect(keys.isCsrfToken(one, keys.csrfToken(one))).toBe(true);
  expect(keys.isCsrfToken(one, keys.csrfToken(other))).toBe(false);
  expect(keys.isCsrfToken(one, deriveSessionKeys(randomBytes(32)).csrfToken(one))).toBe(false);
  fc.assert(fc.property(fc.string(), (shown) => !keys.isCsrfToken(one, shown)));
});

it('distinguishes persons by issuer and subject, and its digests disclose neither', () => {
  fc.assert(
    fc.property(
      fc.webUrl(),
      fc.webUrl(),
      fc.string(),
      fc.string(),
      (issuer, otherIssuer, subject, otherSubject) => {
        const same = issuer === otherIssuer && subject === otherSubject;
        const [one, other] = [
          keys.personDigest(issuer, subject),
          keys.personDigest(otherIssuer, otherSubject),
        ];
        expect(one.equals(other)).toBe(same);
        expect(one.equals(deriveSessionKeys(randomBytes(32)).personDigest(issuer, subject))).toBe(false);
      },
    ),
  );
});

it('gives an account the same mark in each session, different from other accounts and stored digests', () => {
  const [one, other] = ['ana', 'ben'].map((name) =>
    keys.personDigest('https://id.example', name).toString('hex'),
  ) as [string, string];
  expect(keys.accountMark(one)).toBe(keys.accountMark(one));
  expect(keys.accountMark(one)).not.toBe(keys.accountMark(other));
  expect(keys.accountMark(one)).not.toBe(deriveSessionKeys(randomBytes(32)).accountMark(one));
  expect(Buffer.from(keys.accountMark(one), 'base64url').toString('hex')).not.toBe(one);
});

it('creates ids of 256 bits', () => {
  expect(Buffer.from(createSecretId(), 'base64url')).toHaveLength(32);
});
