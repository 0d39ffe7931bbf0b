import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createAuthority, issueCertificate } from './authority.ts';
import { type HostNames, refusedNames } from './name-constraints.ts';

const folder = mkdtempSync(join(tmpdir(), 'name-constraints-'));
afterAll(() => rmSync(folder, { recursive: true }));
const now = new Date();
const NO_NAMES = { dns: [], ip: [] };

const authorityFor = (permitted?: HostNames) =>
  createAuthority({ commonName: 'authority', permitted, days: 10, now });

/** The verdict of OpenSSL on a server certificate. */
async function verify(
  authority: Awaited<ReturnType<typeof authorityFor>>,
  names: HostNames,
  usage: 'server' | 'client' = 'server',
): Promise<string> {
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const { certificate } = await issueCertificate(authority, {
    commonName: 'x',
    ...names,
    usage,
    days: 1,
    now,
  });
  const args = ['-CAfile', file('ca.crt', authority.certificate), file('leaf.crt', certificate)];
  const { status, stderr } = spawnSync('openssl', ['verify', '-purpose', `ssl${usage}`, ...args], {
    encoding: 'utf8',
  });
  return status === 0 ? 'valid' : (/lookup: (.*)/.exec(stderr)?.[1] ?? stderr);
}

describe('an authority for some names', () => {
  const permitted = { dns: ['localhost', 'mk.example.org'], ip: ['127.0.0.1', '::1'] };
  const cases: readonly (readonly [string, HostNames, 'valid' | RegExp])[] = [
    ['its names', permitted, 'valid'],
    ['one address', { dns: [], ip: ['::1'] }, 'valid'],
    ['another website', { dns: ['bank.example'], ip: [] }, /permitted subtree/],
    ['the domain above', { dns: ['example.org'], ip: [] }, /permitted subtree/],
    ['a name with the same end', { dns: ['evilmk.example.org'], ip: [] }, /permitted subtree/],
    ['a wildcard', { dns: ['*.example.org'], ip: [] }, /permitted subtree/],
    ['another address', { dns: [], ip: ['192.0.2.1'] }, /permitted subtree/],
    ['another IPv6 address', { dns: [], ip: ['2001:db8::1'] }, /permitted subtree/],
    ['one permitted name and another website', { dns: ['localhost', 'bank.example'], ip: [] }, /permitted/],
  ];

  it.each(cases)('signs for OpenSSL: %s', async (_what, names, verdict) => {
    const authority = await authorityFor(permitted);
    const said = await verify(authority, names);
    if (verdict === 'valid') expect(said).toBe('valid');
    else expect(said).toMatch(verdict);
    expect(refusedNames(authority.certificate, names).length > 0).toBe(verdict !== 'valid');
  });

  it('has no valid certificate for a client', async () => {
    expect(await verify(await authorityFor(permitted), { dns: ['localhost'], ip: [] }, 'client')).not.toBe(
      'valid',
    );
  });

  it.each([
    ['address', { dns: ['mk.example.org'], ip: [] }, { dns: [], ip: ['192.0.2.1'] }],
    ['address of IPv6', { dns: ['mk.example.org'], ip: [] }, { dns: [], ip: ['2001:db8::1'] }],
    ['name', { dns: [], ip: ['192.0.2.1'] }, { dns: ['bank.example'], ip: [] }],
  ])('refuses every %s if none is permitted', async (_kind, constraints, names) => {
    expect(await verify(await authorityFor(constraints), names)).toMatch(/subtree/);
  });
});

it('an authority without constraints signs for every name, so browsers must not trust it', async () => {
  const names = { dns: ['bank.example'], ip: ['192.0.2.1'] };
  const authority = await authorityFor();
  expect(await verify(authority, names)).toBe('valid');
  expect(refusedNames(authority.certificate, names)).toEqual([]);
  expect(refusedNames(authority.certificate, NO_NAMES)).toEqual([]);
});
