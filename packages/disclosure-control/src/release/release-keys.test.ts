import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseReleaseKeys, releaseKeyOf } from './release-keys.ts';

const pair = () => generateKeyPairSync('ed25519');
const listed = (from = '2026-01-01') => releaseKeyOf(pair().publicKey, from);

function problemsOf(input: unknown): string {
  const parsed = parseReleaseKeys(input);
  if (parsed.ok) throw new Error('the list was accepted');
  return parsed.problems.join('\n');
}

describe('the list of public keys', () => {
  test('is parsed as written, including keys that are no longer used', () => {
    const keys = [{ ...listed('2025-01-01'), until: '2025-12-31' }, listed()];
    expect(parseReleaseKeys(JSON.parse(JSON.stringify(keys)))).toEqual({ ok: true, keys });
    expect(parseReleaseKeys([])).toEqual({ ok: true, keys: [] });
  });

  test('gives the same key for PEM and for base64', () => {
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

  test('rejects an id that is not derived from the key, and names the derived id', () => {
    const key = listed();
    expect(problemsOf([{ ...key, keyId: '0123456789abcdef' }])).toBe(
      `0.keyId: is not that of its public key, which is ${key.keyId}`,
    );
  });

  test('rejects a private key, and does not repeat the key', () => {
    const { privateKey, publicKey } = pair();
    const pem = String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
    const problems = problemsOf([{ ...releaseKeyOf(publicKey, '2026-01-01'), publicKey: pem }]);
    expect(problems).toContain('is a private key');
    const secret = createPublicKey(privateKey).export({ format: 'pem', type: 'spki' });
    for (const text of [pem, String(secret)]) expect(problems).not.toContain(text.split('\n')[1]);
    const der = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    expect(problemsOf([{ ...listed(), publicKey: der }])).toContain('must be an Ed25519 public key');
  });

  test.each<[string, unknown, string]>([
    [
      'a key of another kind',
      [{ ...listed(), publicKey: otherKind() }],
      '0.publicKey: must be an Ed25519 public key',
    ],
    ['a truncated key', [{ ...listed(), publicKey: 'MCowBQYDK2VwAyEA' }], '0.publicKey: must be'],
    ['an algorithm of another name', [{ ...listed(), algorithm: 'RSA' }], '0.algorithm'],
    ['an invalid day', [{ ...listed(), from: '2026-02-30' }], '0.from'],
    [
      'days in the wrong order',
      [{ ...listed('2026-02-01'), until: '2026-01-01' }],
      '0.until: is before from',
    ],
    ['an unknown property', [{ ...listed(), secret: 'x' }], 'has an unknown property'],
    ['input that is not a list', { keys: [] }, 'the list: '],
  ])('rejects %s', (_, input, problem) => {
    expect(problemsOf(input)).toContain(problem);
  });

  test('rejects a duplicate key', () => {
    const key = listed();
    expect(problemsOf([key, { ...key, from: '2026-03-01' }])).toBe('1.keyId: occurs twice');
  });
});

function otherKind(): string {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
}

test('does not create an entry for a key of another kind', () => {
  const { publicKey } = generateKeyPairSync('x25519');
  expect(() => releaseKeyOf(publicKey, '2026-01-01')).toThrow(RangeError);
});
