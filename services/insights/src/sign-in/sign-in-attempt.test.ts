import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { ATTEMPT_LIFETIME_MS, sealAttempt, unsealAttempt } from './sign-in-attempt.ts';

const NOW_MS = Date.UTC(2026, 0, 10);
const key = randomBytes(32);
const attempt = { state: 'a', nonce: 'b', verifier: 'c', returnTo: '/d' };

it('unseals an attempt until it expires', async () => {
  const sealed = await sealAttempt(attempt, key, NOW_MS);
  expect(await unsealAttempt(sealed, key, NOW_MS + ATTEMPT_LIFETIME_MS - 1_000)).toEqual(attempt);
  expect(await unsealAttempt(sealed, key, NOW_MS + ATTEMPT_LIFETIME_MS)).toBeUndefined();
});

it('hides its content, and can be unsealed only with its key and if it is unchanged', async () => {
  const sealed = await sealAttempt({ ...attempt, verifier: 'the-verifier' }, key, NOW_MS);
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('the-verifier');
  expect(await unsealAttempt(sealed, randomBytes(32), NOW_MS)).toBeUndefined();
  for (let n = 0; n < sealed.length; n += 7) {
    const changed = `${sealed.slice(0, n)}${sealed[n] === 'A' ? 'B' : 'A'}${sealed.slice(n + 1)}`;
    expect([n, await unsealAttempt(changed, key, NOW_MS)]).toEqual([n, undefined]);
  }
  expect(await unsealAttempt('', key, NOW_MS)).toBeUndefined();
});
