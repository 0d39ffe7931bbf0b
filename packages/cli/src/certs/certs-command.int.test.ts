import { createPrivateKey, X509Certificate } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRegistry } from '@waylight/access';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { REQUEST, requestPem } from '../testing/certificate-request.ts';
import { runCommand } from '../testing/run-command.ts';

let dir: string;
let output: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'waylight-certs-'));
  output = '';
  copyFileSync(
    new URL('../../../../infra/registry/registry.json', import.meta.url),
    join(dir, 'registry.json'),
  );
});
afterEach(() => rmSync(dir, { recursive: true }));

async function certs(...args: string[]) {
  const result = await runCommand(['certs', ...args, '--ca', 'ca'], { cwd: dir });
  output += result.out + result.err;
  return result;
}
const ofMyla = (file: string): string => join(dir, 'ca', 'organisations', file);
const readCertificate = (path: string) => new X509Certificate(readFileSync(path));
const list = async (): Promise<{ id: string; state: string; fingerprint: string }[]> =>
  JSON.parse((await certs('list', '--file', 'registry.json', '--format', 'json')).out);
const identify = (path: string) => {
  const parsed = parseRegistry(JSON.parse(readFileSync(join(dir, 'registry.json'), 'utf8')));
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  const { fingerprint256: fingerprint } = readCertificate(path);
  return parsed.registry.identify({ uri: 'waylight://organisation/MYLA', fingerprint });
};

test('from a new authority to a stolen laptop: the stolen certificate is revoked, and the new certificate is not', async () => {
  expect((await certs('issue', 'organisation', 'MYLA', '--new-authority')).exit).toBe(0);
  const root = readCertificate(join(dir, 'ca', 'ca.crt'));
  const stolen = readCertificate(ofMyla('MYLA.crt'));
  expect(stolen.verify(root.publicKey)).toBe(true);
  expect(stolen.subjectAltName).toBe('URI:waylight://organisation/MYLA');
  for (const key of [join(dir, 'ca', 'ca.key'), ofMyla('MYLA.key')])
    expect(statSync(key).mode & 0o777).toBe(0o600);
  for (const folder of ['ca', 'ca/organisations'])
    expect(statSync(join(dir, folder)).mode & 0o777).toBe(0o700);

  const revoke = ['revoke', 'organisation', 'MYLA', '--file', 'registry.json', '--reason', 'device-lost'];
  expect((await certs(...revoke, '--dry-run')).err).toContain('Nothing was written');
  expect(identify(ofMyla('MYLA.crt'))).toBeDefined();
  expect((await certs(...revoke, '--format', 'json')).exit).toBe(0);
  expect(identify(ofMyla('MYLA.crt'))).toBeUndefined();
  expect((await certs(...revoke)).exit).toBe(3);

  expect((await certs('renew', 'organisation', 'MYLA')).exit).toBe(0);
  const renewed = readCertificate(ofMyla('MYLA.crt'));
  expect(renewed.checkPrivateKey(createPrivateKey(readFileSync(ofMyla('MYLA.key'))))).toBe(true);
  expect(renewed.publicKey.equals(stolen.publicKey)).toBe(false);
  expect(identify(ofMyla('MYLA.crt'))).toMatchObject({ kind: 'organisation' });
  expect((await list()).map(({ id, state }) => [id, state])).toEqual([
    ['MYLA', 'in use'],
    ['MYLA', 'revoked'],
  ]);
  for (const key of ['ca/ca.key', 'ca/organisations/MYLA.key'])
    for (const line of readFileSync(join(dir, key), 'utf8').split('\n').slice(1, -2))
      expect(output).not.toContain(line);
});

test('--former revokes only replaced certificates', async () => {
  await certs('issue', 'organisation', 'MYLA', '--new-authority');
  await certs('renew', 'organisation', 'MYLA');
  const revoke = ['revoke', 'organisation', 'MYLA', '--file', 'registry.json', '--reason', 'superseded'];
  expect((await certs(...revoke, '--former')).exit).toBe(0);
  expect(identify(ofMyla('MYLA.crt'))).toBeDefined();
  expect((await list()).map(({ state }) => state)).toEqual(['in use', 'revoked']);
});

test('an interrupted renewal leaves the certificate in use, not replaced', async () => {
  await certs('issue', 'organisation', 'MYLA', '--new-authority');
  await certs('renew', 'organisation', 'MYLA');
  copyFileSync(ofMyla('MYLA.crt'), ofMyla('former/MYLA.0123456789abcdef.crt'));
  expect((await list()).map(({ state }) => state)).toEqual(['in use', 'replaced']);
  const revoke = ['revoke', 'organisation', 'MYLA', '--file', 'registry.json', '--reason', 'superseded'];
  expect((await certs(...revoke, '--former')).exit).toBe(0);
  expect(identify(ofMyla('MYLA.crt'))).toBeDefined();
});

test('the file of a former certificate is complete or missing, even after an interrupted renewal', async () => {
  await certs('issue', 'organisation', 'MYLA', '--new-authority');
  const first = readFileSync(ofMyla('MYLA.crt'));
  await certs('renew', 'organisation', 'MYLA');
  const [former = ''] = readdirSync(ofMyla('former'));
  writeFileSync(ofMyla('MYLA.crt'), first);
  linkSync(ofMyla(`former/${former}`), ofMyla('another-link'));
  await certs('renew', 'organisation', 'MYLA');
  expect(readdirSync(ofMyla('former'))).toEqual([former]);
  expect(statSync(ofMyla(`former/${former}`)).ino).not.toBe(statSync(ofMyla('another-link')).ino);
});

test('--request needs no private key of the holder, and ignores the names in the request', async () => {
  await certs('issue', 'organisation', 'MYLA', '--new-authority');
  writeFileSync(join(dir, 'myla.csr'), requestPem(REQUEST));
  expect((await certs('renew', 'organisation', 'MYLA', '--request', 'myla.csr')).exit).toBe(0);
  const { subject, subjectAltName, publicKey } = readCertificate(ofMyla('MYLA.crt'));
  expect([subject, subjectAltName]).toEqual(['CN=MYLA', 'URI:waylight://organisation/MYLA']);
  expect(REQUEST.includes(publicKey.export({ type: 'spki', format: 'der' }))).toBe(true);
  expect(readdirSync(join(dir, 'ca', 'organisations')).sort()).toEqual(['MYLA.crt', 'former']);

  const forged = Buffer.from(REQUEST);
  // A changed name invalidates the signature of the request.
  forged.write('ELSE', REQUEST.indexOf('else'));
  for (const wrong of [requestPem(forged), requestPem(REQUEST.subarray(40)), 'no request', '']) {
    writeFileSync(join(dir, 'wrong.csr'), wrong);
    const ended = await certs('issue', 'organisation', 'DRC', '--request', 'wrong.csr');
    expect([ended.exit, ended.err]).toEqual([2, expect.stringContaining('not a PKCS#10 request')]);
  }
  expect(readdirSync(join(dir, 'ca', 'organisations')).sort()).toEqual(['MYLA.crt', 'former']);
});

test('a renewed service certificate keeps its names, and a certificate that expires soon causes a warning', async () => {
  const names = ['--dns', 'mk.example.org,localhost', '--ip', '127.0.0.1'];
  await certs('issue', 'service', 'intake-MK', ...names, '--new-authority', '--days', '20');
  const path = join(dir, 'ca', 'services', 'intake-MK.crt');
  const before = readCertificate(path);
  const listed = await certs('list', '--file', 'registry.json');
  expect(listed.err).toMatch(/warning: the certificate of intake-MK expires in (19|20) days/);
  await certs('renew', 'service', 'intake-MK');
  expect(readCertificate(path).subjectAltName).toBe(before.subjectAltName);
  expect((await certs('list', '--file', 'registry.json')).err).not.toContain('warning');
});

test('a CA folder that others can read is refused, and nothing is issued', async () => {
  await certs('issue', 'operator', 'region', '--new-authority');
  chmodSync(join(dir, 'ca'), 0o750);
  expect((await certs('issue', 'organisation', 'MYLA')).err).toContain('chmod 700');
  chmodSync(join(dir, 'ca'), 0o700);
  chmodSync(join(dir, 'ca', 'ca.key'), 0o640);
  const exposed = await certs('issue', 'organisation', 'MYLA');
  expect([exposed.exit, exposed.err]).toEqual([4, expect.stringContaining('chmod 600')]);
  expect(readdirSync(join(dir, 'ca')).sort()).toEqual(['ca.crt', 'ca.key', 'operators']);
});

test.each([
  [4, ['issue', 'organisation', 'MYLA'], 'is missing'],
  [2, ['issue', 'organisation', 'myla', '--new-authority'], 'is not an id'],
  [2, ['issue', 'service', 'intake-MK', '--new-authority'], '--dns'],
  [2, ['issue', 'organisation', 'MYLA', '--days', '0'], '--days got "0"'],
  [2, ['issue', 'person', 'MYLA'], 'person'],
  [2, ['revoke', 'service', 'intake-MK', '--reason', 'device-lost'], 'replace the authority'],
  [2, ['revoke', 'organisation', 'MYLA', '--reason', 'stolen from Ana'], 'Allowed choices are device-lost'],
])('exit code %i for %j', async (code, args, why) => {
  const ended = await certs(...args);
  expect(ended.exit).toBe(code);
  expect(ended.err).toContain(why);
});

test('no certificate is issued twice, and no second authority replaces the first', async () => {
  await certs('issue', 'organisation', 'MYLA', '--new-authority');
  expect((await certs('issue', 'organisation', 'MYLA')).exit).toBe(3);
  expect((await certs('issue', 'organisation', 'DRC', '--new-authority')).exit).toBe(3);
});
