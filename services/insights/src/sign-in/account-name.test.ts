import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { accountName, sealAccountName, unsealAccountName } from './account-name.ts';

const key = randomBytes(32);

it('is the name, otherwise the user name, and never longer than a line', () => {
  expect(accountName({ name: ' Ana ', preferred_username: 'ana' })).toBe('Ana');
  expect(accountName({ name: '', preferred_username: 'ana' })).toBe('ana');
  expect(accountName({ name: 'ш'.repeat(61) })).toBe('ш'.repeat(60));
  for (const claims of [{}, { name: 7 }, { name: ['Ana'] }, { preferred_username: ' ' }])
    expect([claims, accountName(claims)]).toEqual([claims, undefined]);
});

it('is unsealed with its key and session only, and hidden before', async () => {
  const sealed = await sealAccountName('Ana Petrović', 'session', key);
  expect(await unsealAccountName(sealed, 'session', key)).toBe('Ana Petrović');
  expect(await unsealAccountName(sealed, 'another', key)).toBeUndefined();
  expect(await unsealAccountName(sealed, 'session', randomBytes(32))).toBeUndefined();
  expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('Ana');
  for (const wrong of ['', 'Ana', `${sealed}A`])
    expect([wrong, await unsealAccountName(wrong, 'session', key)]).toEqual([wrong, undefined]);
});
