import { chmod, chown, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  CredentialMissingError,
  KeyExposedError,
  readAuthority,
  readCredential,
  readTls,
  writeCredential,
} from './credential-files.ts';

const credential = { certificate: 'certificate\n', key: 'key\n' };
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-credentials-'));
});
afterEach(() => rm(dir, { recursive: true }));

test('only its owner can read a key, also if it replaces a key that others could read', async () => {
  const inner = join(dir, 'pki');
  const paths = await writeCredential(inner, 'MYLA', credential);
  await chmod(paths.key, 0o644);
  await writeCredential(inner, 'MYLA', credential);
  expect((await stat(paths.key)).mode & 0o777).toBe(0o600);
  expect((await stat(inner)).mode & 0o777).toBe(0o700);
  expect(await readdir(inner)).toEqual(['MYLA.crt', 'MYLA.key']);
  expect(await readCredential(inner, 'MYLA')).toEqual(credential);
});

test.each([0o640, 0o604, 0o620, 0o660])('a key with mode %o is rejected, with a remedy', async (mode) => {
  const { key } = await writeCredential(dir, 'MYLA', credential);
  await chmod(key, mode);
  const reading = readCredential(dir, 'MYLA');
  await expect(reading).rejects.toThrow(KeyExposedError);
  await expect(reading).rejects.toThrow('chmod 600');
});

test.each([0o770, 0o707, 0o777])(
  'a key in a directory with mode %o is rejected, because others could have replaced the key',
  async (mode) => {
    await writeCredential(dir, 'MYLA', credential);
    await chmod(dir, mode);
    const reading = readCredential(dir, 'MYLA');
    await expect(reading).rejects.toThrow(KeyExposedError);
    await expect(reading).rejects.toThrow('chmod go-w');
  },
);

test.each([0o755, 0o1777])('a key in a directory with mode %o is accepted', async (mode) => {
  await writeCredential(dir, 'MYLA', credential);
  await chmod(dir, mode);
  expect(await readCredential(dir, 'MYLA')).toEqual(credential);
});

describe.skipIf(process.getuid?.() !== 0)('a key of root', () => {
  const readAs = async (
    user: number,
    group: number,
    { mode, owner = 0 }: { mode: number; owner?: number },
  ) => {
    const { key } = await writeCredential(dir, 'MYLA', credential);
    await chown(key, owner, 10_001);
    await chmod(key, mode);
    vi.spyOn(process, 'getuid').mockReturnValue(user);
    vi.spyOn(process, 'getgid').mockReturnValue(group);
    return readCredential(dir, 'MYLA');
  };
  afterEach(() => vi.restoreAllMocks());

  test('is accepted if only the group of this user can read it, as in a secret of Kubernetes', async () => {
    expect(await readAs(10_001, 10_001, { mode: 0o440 })).toEqual(credential);
  });

  test.each([
    ['its group can write it', 10_001, 10_001, { mode: 0o460 }],
    ['everybody can read it', 10_001, 10_001, { mode: 0o444 }],
    ['another user owns it', 10_001, 10_001, { mode: 0o440, owner: 1_000 }],
    ['the group may have other users', 1_000, 10_001, { mode: 0o440 }],
    ['it has another group', 10_001, 1_000, { mode: 0o440 }],
  ])('is rejected if %s', async (_why, user, group, file) => {
    await expect(readAs(user, group, file)).rejects.toThrow(KeyExposedError);
  });
});

test('only its owner can access the directory of an authority', async () => {
  await writeCredential(dir, 'ca', credential);
  expect(await readAuthority(dir)).toEqual(credential);
  await chmod(dir, 0o750);
  await expect(readAuthority(dir)).rejects.toThrow('chmod 700');
});

test('the error of a missing credential names the file', async () => {
  const reading = readCredential(dir, 'NOBODY');
  await expect(reading).rejects.toThrow(CredentialMissingError);
  await expect(reading).rejects.toThrow('NOBODY.crt is missing');
});

test('the error of an invalid certificate names the file', async () => {
  const { certificate, key } = await writeCredential(dir, 'insights', credential);
  const reading = readTls({ caFile: certificate, certificateFile: certificate, keyFile: key });
  await expect(reading).rejects.toThrow('insights.crt is not a certificate in PEM form');
});
