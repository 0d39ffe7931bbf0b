import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority, issueCertificate } from '@waylight/service-kit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'waylight-browser-certs-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const certs = (...args: string[]) => runCommand(['certs', ...args], { cwd: dir });
const MK = ['browser', 'intake-MK', '--dns', 'mk.example.org'];
const create = () =>
  certs('issue', ...MK, '--ca', 'browser-ca', '--new-authority', '--permit', 'mk.example.org,rs.example.org');
const leaf = (id: string) => join(dir, 'browser-ca', 'browser-endpoints', `${id}.crt`);
const verify = (file: string) =>
  spawnSync('openssl', ['verify', '-purpose', 'sslserver', '-CAfile', 'browser-ca/ca.crt', file], {
    cwd: dir,
    encoding: 'utf8',
  });

test('the authority of browsers signs for the permitted names, and for no other', async () => {
  expect((await create()).exit).toBe(0);
  expect(new X509Certificate(readFileSync(leaf('intake-MK'))).issuer).toBe('CN=Waylight browser authority');
  expect(verify(leaf('intake-MK')).status).toBe(0);
  expect((await certs('renew', 'browser', 'intake-MK', '--ca', 'browser-ca')).exit).toBe(0);
  expect(verify(leaf('intake-MK')).status).toBe(0);
  const checked = await certs('check', leaf('intake-MK'), '--for', 'browser', '--ca', 'browser-ca/ca.crt');
  expect([checked.exit, checked.err]).toEqual([0, '']);

  const refused = await certs('issue', 'browser', 'bank', '--dns', 'bank.example', '--ca', 'browser-ca');
  expect([refused.exit, refused.err]).toEqual([3, expect.stringContaining('may not sign for bank.example')]);

  // A thief of the key is not bound by the command, but by the certificate that browsers trust.
  const file = (name: string) => readFileSync(join(dir, 'browser-ca', name), 'utf8');
  const stolen = { certificate: file('ca.crt'), key: file('ca.key') };
  const forged = await issueCertificate(stolen, {
    commonName: 'bank',
    dns: ['bank.example'],
    usage: 'server',
    days: 1,
    now: new Date(),
  });
  writeFileSync(join(dir, 'forged.crt'), forged.certificate);
  expect(verify('forged.crt').stderr).toContain('permitted subtree violation');
});

test('an authority of browsers signs for nobody else, and another authority not for browsers', async () => {
  await create();
  for (const [kind, id] of [
    ['organisation', 'MYLA'],
    ['log-client', 'node-mk'],
  ] as const) {
    const refused = await certs('issue', kind, id, '--ca', 'browser-ca');
    expect([refused.exit, refused.err]).toEqual([3, expect.stringContaining('Waylight browser authority')]);
  }
  await certs('issue', 'organisation', 'MYLA', '--ca', 'ca', '--new-authority');
  const refused = await certs('issue', ...MK, '--ca', 'ca');
  expect([refused.exit, refused.err]).toEqual([3, expect.stringContaining('only an authority of browsers')]);

  const region = await createAuthority({ commonName: 'Waylight authority', days: 9, now: new Date() });
  const { certificate } = await issueCertificate(region, {
    commonName: 'intake-MK',
    uri: 'waylight://browser/intake-MK',
    dns: ['mk.example.org'],
    usage: 'server',
    days: 5,
    now: new Date(),
  });
  writeFileSync(join(dir, 'region-ca.crt'), region.certificate);
  writeFileSync(join(dir, 'wrong.crt'), certificate);
  const checked = await certs('check', 'wrong.crt', '--ca', 'region-ca.crt');
  expect([checked.exit, checked.out]).toEqual([3, expect.stringContaining('must not issue a browser')]);
});

test('the permitted names are required once, and only for an authority of browsers', async () => {
  const without = await certs('issue', ...MK, '--ca', 'browser-ca', '--new-authority');
  expect([without.exit, without.err]).toEqual([2, expect.stringContaining('--permit')]);
  const ofRegion = ['organisation', 'MYLA', '--ca', 'ca', '--new-authority', '--permit', 'a.example'];
  expect((await certs('issue', ...ofRegion)).exit).toBe(2);
  await create();
  expect(
    (await certs('issue', 'browser', 'x1', '--dns', 'rs.example.org', '--ca', 'browser-ca', '--permit', 'c'))
      .exit,
  ).toBe(2);
});
