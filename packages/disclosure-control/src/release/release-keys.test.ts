import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseReleaseKeys, releaseKeyOf } from './release-keys.ts';

const pair = () => generateKeyPairSync('ed25519');
const listed = (from = '2026-01-01') => releaseKeyOf(pair().publicKey, from);

function problemsOf(input: unknown): string {
  const parsed = parseReleaseKeys(input);
  if (parsed.ok) throw new Error('the list was taken');
  return parsed.problems.join('\n');
}

describe('the list of public keys', () => {
  test('is read back as it was written, with keys that are no longer used', () => {
    const keys = [{ ...listed('2025-01-01'), until: '2025-12-31' }, listed()];
    expect(parseReleaseKeys(JSON.parse(JSON.stringify(keys)))).toEqual({ ok: true, keys });
    expect(parseReleaseKeys([])).toEqual({ ok: true, keys: [] });
  });

  test('takes a key in PEM as the same key in base64', () => {
    const { publicKey } = pair();
    const key = releaseKeyOf(publicKey, '2026-01-01');
    const pem = publicKey.export({ format: 'pem', type: 'spki' });
    expect(parseReleaseKeys([{ ...key, publicKey: pem }])).toEqual({ ok: true, keys: [key] });
  });

  test('names each key by the digest of its raw 32 bytes', () => {
    const { publicKey } = pair();
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    const digest = createHash('sha256').update(raw).digest('hex');
    expect(releaseKeyOf(publicKey, '2026-01-01').keyId).toBe(digest.slice(0, 16));
  });

  test('refuses an id that somebody chose, and says which one the key has', () => {
    const key = listed();
    expect(problemsOf([{ ...key, keyId: '0123456789abcdef' }])).toBe(
      `0.keyId: is not that of its public key, which is ${key.keyId}`,
    );
  });

  test('refuses a private key without repeating it', () => {
    const { privateKey, publicKey } = pair();
    const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    const problems = problemsOf([{ ...releaseKeyOf(publicKey, '2026-01-01'), publicKey: pem }]);
    expect(problems).toContain('is a private key');
    const secret = createPublicKey(privateKey).export({ format: 'pem', type: 'spki' });
    for (const text of [pem, String(secret)]) expect(problems).not.toContain(text.split('\n')[1]);
    const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    expect(problemsOf([{ ...listed(), publicKey: der }])).toContain('wants a public key of Ed25519');
  });

  test.each<[string, unknown, string]>([
    [
      'a key of another kind',
      [{ ...listed(), publicKey: otherKind() }],
      '0.publicKey: wants a public key of Ed25519',
    ],
    ['a key that is cut short', [{ ...listed(), publicKey: 'MCowBQYDK2VwAyEA' }], '0.publicKey: wants'],
    ['an algorithm of another name', [{ ...listed(), algorithm: 'RSA' }], '0.algorithm'],
    ['a day that is none', [{ ...listed(), from: '2026-02-30' }], '0.from'],
    [
      'days that run backwards',
      [{ ...listed('2026-02-01'), until: '2026-01-01' }],
      '0.until: lies before from',
    ],
    ['a name that is none of ours', [{ ...listed(), secret: 'x' }], 'has a name that is none of ours'],
    ['what is no list', { keys: [] }, 'the list: '],
  ])('refuses %s', (_, input, problem) => {
    expect(problemsOf(input)).toContain(problem);
  });

  test('refuses a key that is there twice', () => {
    const key = listed();
    expect(problemsOf([key, { ...key, from: '2026-03-01' }])).toBe('1.keyId: is there twice');
  });
});

function otherKind(): string {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
}

test('a key of another kind is never listed', () => {
  const { publicKey } = generateKeyPairSync('x25519');
  expect(() => releaseKeyOf(publicKey, '2026-01-01')).toThrow(RangeError);
});
