import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadConfig } from './load-config.ts';
import { readRedisUrl, redisUrl } from './redis-address.ts';

const OWN = 'rediss://waylight-insights@redis.example:6379';

let folder: string;
let passwordFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waylight-redis-address-'));
  passwordFile = join(folder, 'password');
  await writeFile(passwordFile, 'a-pass%41/word\n', { mode: 0o600 });
});

afterAll(() => rm(folder, { recursive: true }));

const read = (more: Partial<Parameters<typeof readRedisUrl>[0]> = {}) =>
  readRedisUrl({
    urlVariable: 'WAYLIGHT_X_URL',
    url: OWN,
    passwordVariable: 'WAYLIGHT_X_PASSWORD_FILE',
    passwordFile,
    localNetwork: false,
    ...more,
  });

describe('the URL of a Redis server', () => {
  it('contains the password of the file without its line end', async () => {
    const { password } = new URL(await read());
    expect(decodeURIComponent(password)).toBe('a-pass%41/word');
  });

  it.each([
    ['without TLS', { url: OWN.replace('rediss:', 'redis:') }, 'WAYLIGHT_X_URL is invalid'],
    ['without a user', { url: 'rediss://redis.example:6379' }, 'WAYLIGHT_X_URL is invalid'],
    [
      'with the user `default`',
      { url: OWN.replace('waylight-insights', 'default') },
      'WAYLIGHT_X_URL is invalid',
    ],
    ['without a password', { passwordFile: undefined }, 'WAYLIGHT_X_PASSWORD_FILE is missing'],
  ])('is rejected %s, unless the network is local', async (_case, more, message) => {
    const error = String(await read(more).catch((thrown: unknown) => thrown));
    expect(error).toContain(message);
    expect(error).toContain('WAYLIGHT_LOCAL_NETWORK=true');
    expect(error).not.toMatch(/redis\.example|a-pass/);
    const local = await read({ ...more, localNetwork: true });
    expect(new URL(local).host).toBe('redis.example:6379');
  });

  it('is rejected with an empty password, or with a password file that others can read', async () => {
    const empty = join(folder, 'empty');
    await writeFile(empty, '\n', { mode: 0o600 });
    await expect(read({ passwordFile: empty, localNetwork: true })).rejects.toThrow(
      'WAYLIGHT_X_PASSWORD_FILE is',
    );
    const exposed = join(folder, 'exposed');
    await writeFile(exposed, 'a-password');
    await chmod(exposed, 0o644);
    await expect(read({ passwordFile: exposed, localNetwork: true })).rejects.toMatchObject({
      code: 'KEY_EXPOSED',
    });
  });
});

it('accepts a URL with a host and without a password', () => {
  const field = redisUrl('WAYLIGHT_X_PASSWORD_FILE');
  for (const right of ['redis://127.0.0.1:6379', 'rediss://user@store.example'])
    expect(field.safeParse(right).success).toBe(true);
  const wrong = [
    '',
    'redis://',
    'redis:6379',
    'localhost:6379',
    'http://store.example',
    'redis://[::1',
    '\0',
    'rediss://user:a-password@store.example',
  ];
  for (const text of wrong) expect([text, field.safeParse(text).success]).toEqual([text, false]);
});

it('rejects a URL with a password, and names the variable of the password file', () => {
  const schema = z.object({
    url: redisUrl('WAYLIGHT_X_PASSWORD_FILE').meta({ env: 'WAYLIGHT_X_URL', secret: true }),
  });
  const load = () => loadConfig(schema, { WAYLIGHT_X_URL: OWN.replace('@', ':a-password@') });
  expect(load).toThrow(/WAYLIGHT_X_URL .* without a password: WAYLIGHT_X_PASSWORD_FILE/);
  expect(load).not.toThrow(/a-password/);
});
