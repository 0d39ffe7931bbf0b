import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority, issueCertificate } from '@waylight/service-kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { REQUEST, requestPem } from '../testing/certificate-request.ts';
import { runCommand } from '../testing/run-command.ts';
import { signRequest } from './write-certificate.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'waylight-log-certs-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const certs = (...args: string[]) => runCommand(['certs', ...args], { cwd: dir });
const issue = (kind: string, id: string, ca: string, ...more: string[]) =>
  certs('issue', kind, id, '--ca', ca, ...more);
const read = (...path: string[]) => new X509Certificate(readFileSync(join(dir, ...path)));
const check = async (...args: string[]) => {
  const { exit, out } = await certs('check', ...args, '--format', 'json');
  const findings: { level: string; check: string; what: string }[] = JSON.parse(out).findings;
  return { exit, wrong: findings.filter(({ level }) => level === 'wrong').map((one) => one.check), findings };
};

const BROKER = ['--dns', 'kafka.example', '--ip', '127.0.0.1'];

test('a client of the log is named by its whole subject, and has no other name', async () => {
  expect((await issue('log-client', 'node-mk', 'log-ca', '--new-authority')).exit).toBe(0);
  const { subject, issuer, subjectAltName, keyUsage } = read('log-ca', 'log-clients', 'node-mk.crt');
  expect([subject, issuer, subjectAltName]).toEqual([
    'CN=waylight-node-mk',
    'CN=Waylight log authority',
    undefined,
  ]);
  expect(keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  for (const id of ['aggregation', 'insights', 'kafka-admin', 'node-xk'])
    expect((await issue('log-client', id, 'log-ca')).exit).toBe(0);
  for (const id of ['node-MK', 'node-gr', 'kafka', 'waylight-node-mk']) {
    const refused = await issue('log-client', id, 'log-ca');
    expect([id, refused.exit]).toEqual([id, 2]);
    expect(refused.err).toContain('node-al, node-ba');
  }
});

test('all brokers have one name, and need host names', async () => {
  expect((await issue('log-broker', 'kafka-1', 'log-ca', '--new-authority')).err).toContain('--dns');
  await issue('log-broker', 'kafka-1', 'log-ca', '--new-authority', ...BROKER);
  const { subject, subjectAltName, keyUsage } = read('log-ca', 'log-brokers', 'kafka-1.crt');
  expect([subject, subjectAltName]).toEqual(['CN=waylight-kafka', 'DNS:kafka.example, IP Address:127.0.0.1']);
  expect(keyUsage).toEqual(['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.1']);
  expect((await issue('log-client', 'insights', 'log-ca', ...BROKER)).err).toContain(
    'must not contain host names',
  );
});

test('an authority of one sort issues nothing of the other', async () => {
  await issue('log-client', 'node-mk', 'log-ca', '--new-authority');
  await issue('operator', 'region', 'ca', '--new-authority');
  for (const [kind, id, ca] of [
    ['organisation', 'MYLA', 'log-ca'],
    ['log-client', 'node-mk', 'ca'],
  ] as const) {
    const refused = await issue(kind, id, ca);
    expect([kind, refused.exit]).toEqual([kind, 3]);
    expect(refused.err).toMatch(/has the subject CN=Waylight (log )?authority/);
  }
  // A renewal and a request from another command are refused as well.
  const request = requestPem(REQUEST);
  await expect(
    signRequest({ dir: join(dir, 'ca'), kind: 'log-client', id: 'node-mk', request }),
  ).rejects.toThrow('only an authority of the log');
  expect(readdirSync(join(dir, 'ca')).sort()).toEqual(['ca.crt', 'ca.key', 'operators']);
});

test('renew and list work without a registry; revoke names the remedy', async () => {
  await issue('log-broker', 'kafka-1', 'log-ca', '--new-authority', ...BROKER);
  const former = read('log-ca', 'log-brokers', 'kafka-1.crt');
  const renewed = await certs('renew', 'log-broker', 'kafka-1', '--ca', 'log-ca');
  expect([renewed.exit, renewed.err]).toEqual([0, expect.not.stringContaining('certs revoke')]);
  expect(read('log-ca', 'log-brokers', 'kafka-1.crt').subjectAltName).toBe(former.subjectAltName);
  const { exit, out } = await certs('list', '--ca', 'log-ca', '--format', 'json');
  const states = JSON.parse(out).map(({ id, state }: { id: string; state: string }) => [id, state]);
  expect([exit, states]).toEqual([
    0,
    [
      ['kafka-1', 'in use'],
      ['kafka-1', 'replaced'],
    ],
  ]);
  const refused = await certs('revoke', 'log-client', 'node-mk', '--reason', 'key-exposed', '--ca', 'log-ca');
  expect([refused.exit, refused.err]).toEqual([2, expect.stringContaining('topics revoke')]);
});

test('a request is signed twice: the authority keeps the former certificate', async () => {
  await issue('log-client', 'insights', 'log-ca', '--new-authority');
  const sign = () =>
    signRequest({
      dir: join(dir, 'log-ca'),
      kind: 'log-client',
      id: 'node-mk',
      request: requestPem(REQUEST),
    });
  const [first, second] = [new X509Certificate(await sign()), new X509Certificate(await sign())];
  expect(second.subject).toBe('CN=waylight-node-mk');
  expect(read('log-ca', 'log-clients', 'node-mk.crt').fingerprint256).toBe(second.fingerprint256);
  const [kept = ''] = readdirSync(join(dir, 'log-ca', 'log-clients', 'former'));
  expect(read('log-ca', 'log-clients', 'former', kept).fingerprint256).toBe(first.fingerprint256);
});

test('check reports holder, expiry, names and authority', async () => {
  await issue('log-client', 'node-mk', 'log-ca', '--new-authority');
  await issue('log-broker', 'kafka-1', 'log-ca', ...BROKER, '--days', '20');
  await issue('service', 'redis', 'ca', '--dns', 'redis.example', '--new-authority');
  const [client, broker] = ['log-ca/log-clients/node-mk.crt', 'log-ca/log-brokers/kafka-1.crt'];
  const right = await check(client, '--for', 'log-client', '--ca', 'log-ca/ca.crt');
  expect(right).toMatchObject({ exit: 0, wrong: [] });
  expect(right.findings.map(({ what }) => what)).toEqual([
    'log-client node-mk',
    expect.stringMatching(/^valid until .*, 36\d days$/),
    'TLS client',
    'issued by CN=Waylight log authority',
  ]);
  expect(await check(broker, '--for', 'log-broker', '--ca', 'log-ca/ca.crt')).toMatchObject({
    exit: 7,
    wrong: [],
  });
  expect(await check('ca/services/redis.crt', '--for', 'service')).toMatchObject({ exit: 0 });
  expect(await check(client, '--for', 'organisation')).toMatchObject({ exit: 3, wrong: ['holder'] });
  expect(await check(client, '--ca', 'ca/ca.crt')).toMatchObject({ exit: 3, wrong: ['authority'] });
  // While authorities are replaced, a file contains both.
  writeFileSync(
    join(dir, 'both.crt'),
    ['ca', 'log-ca'].map((ca) => readFileSync(join(dir, ca, 'ca.crt'), 'utf8')).join('\n'),
  );
  expect(await check(client, '--ca', 'both.crt')).toMatchObject({ exit: 0 });
  copyFileSync(join(dir, 'ca/ca.key'), join(dir, 'no.crt'));
  expect((await certs('check', 'no.crt')).err).toContain('no certificate in PEM');
});

test('check finds what a tool of another maker did wrong', async () => {
  const now = new Date();
  const authority = await createAuthority({ commonName: 'Waylight authority', days: 100, now });
  writeFileSync(join(dir, 'ca.crt'), authority.certificate);
  const write = async (name: string, options: Partial<Parameters<typeof issueCertificate>[1]>) => {
    const { certificate } = await issueCertificate(authority, {
      commonName: 'x',
      usage: 'client',
      days: 50,
      now,
      ...options,
    });
    writeFileSync(join(dir, name), certificate);
    return (await check(name, '--ca', 'ca.crt')).wrong;
  };
  expect(await write('operator.crt', { uri: 'waylight://operator/region' })).toEqual([]);
  expect(await write('nobody.crt', {})).toEqual(['holder']);
  expect(await write('case.crt', { commonName: 'waylight-node-MK' })).toEqual(['holder']);
  // The region's authority must not name nodes of the log.
  expect(await write('node.crt', { commonName: 'waylight-node-mk' })).toEqual(['authority']);
  expect(await write('service.crt', { uri: 'waylight://service/redis' })).toEqual(['usage', 'names']);
  expect(await write('ended.crt', { uri: 'waylight://operator/region', days: -1 })).toEqual(['validity']);
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!hasOpenssl)('openssl', () => {
  const verify = (ca: string, purpose: string, certificate: string) =>
    spawnSync('openssl', [
      'verify',
      '-x509_strict',
      '-purpose',
      purpose,
      '-CAfile',
      join(dir, ca),
      join(dir, certificate),
    ]);

  test('accepts every kind for its purpose only', async () => {
    await issue('log-client', 'node-mk', 'log-ca', '--new-authority');
    await issue('log-broker', 'kafka-1', 'log-ca', ...BROKER);
    await issue('service', 'redis', 'ca', '--dns', 'redis.example', '--new-authority');
    await issue('organisation', 'MYLA', 'ca');
    for (const [ca, file, purposes] of [
      ['log-ca/ca.crt', 'log-ca/log-clients/node-mk.crt', [true, false]],
      ['log-ca/ca.crt', 'log-ca/log-brokers/kafka-1.crt', [true, true]],
      ['ca/ca.crt', 'ca/services/redis.crt', [false, true]],
      ['ca/ca.crt', 'ca/organisations/MYLA.crt', [true, false]],
      ['ca/ca.crt', 'log-ca/log-clients/node-mk.crt', [false, false]],
    ] as const) {
      const found = ['sslclient', 'sslserver'].map((purpose) => verify(ca, purpose, file).status === 0);
      expect([file, ...found]).toEqual([file, ...purposes]);
    }
  });
});
