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
import { PassThrough } from 'node:stream';
import { parseRegistry } from '@waylight/access';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKit } from '../kit.ts';
import { createProgram, run } from '../program.ts';

/** Of a P-256 key that nobody has any more. It asks for the name of another organisation, and to be an operator. */
const REQUEST = Buffer.from(
  `MIIBETCBtwIBADAdMQwwCgYDVQQDDANEUkMxDTALBgNVBAoMBGVsc2UwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQbjhQ59BKkAe8zy0zuhW+E
   R2XaZTjeoGmkPS1u6q1HrR1Z9wdgrePL0SM0NnMG2k2nK9HeDLkIT1ihr3Z13xYqoDgwNgYJKoZIhvcNAQkOMSkwJzAlBgNVHREEHjAchhp3YXls
   aWdodDovL29wZXJhdG9yL3JlZ2lvbjAKBggqhkjOPQQDAgNJADBGAiEA7rRhIQIyy6j8s3Bcvr6aZ5T8QOb2yOumJUYSq3qG6F8CIQDk4r4jnHW4
   10C5uX7YUO1XAQqX2ETS6fGkinuqRkJcVA==`,
  'base64',
);
const pem = (request: Buffer): string =>
  `-----BEGIN CERTIFICATE REQUEST-----\n${request.toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`;

let dir: string;
let said: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'waylight-certs-'));
  said = '';
  copyFileSync(
    new URL('../../../../infra/registry/registry.json', import.meta.url),
    join(dir, 'registry.json'),
  );
});
afterEach(() => rmSync(dir, { recursive: true }));

async function certs(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let code: number | undefined;
  const kit = createKit({
    ...{ env: { noColour: true }, cwd: dir, signal: new AbortController().signal },
    ...{ stdin: new PassThrough(), stdout, stderr },
    exit: (ended) => {
      code = ended;
    },
  });
  const ended = await run(createProgram(kit), ['certs', ...args, '--ca', 'ca'], () => code);
  const read = (stream: PassThrough): string => String(stream.read() ?? '');
  const answer = { code: ended, data: read(stdout), words: read(stderr) };
  said += answer.data + answer.words;
  return answer;
}
const ofMyla = (file: string): string => join(dir, 'ca', 'organisations', file);
const shown = (path: string) => new X509Certificate(readFileSync(path));
const list = async (): Promise<{ id: string; state: string; fingerprint: string }[]> =>
  JSON.parse((await certs('list', '--file', 'registry.json', '--format', 'json')).data);
const identify = (path: string) => {
  const parsed = parseRegistry(JSON.parse(readFileSync(join(dir, 'registry.json'), 'utf8')));
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  const { fingerprint256: fingerprint } = shown(path);
  return parsed.registry.identify({ uri: 'waylight://organisation/MYLA', fingerprint });
};

test('from a new authority to a stolen laptop: what was stolen is revoked, and the new certificate is not', async () => {
  expect((await certs('issue', 'organisation', 'MYLA', '--new-authority')).code).toBe(0);
  const root = shown(join(dir, 'ca', 'ca.crt'));
  const stolen = shown(ofMyla('MYLA.crt'));
  expect(stolen.verify(root.publicKey)).toBe(true);
  expect(stolen.subjectAltName).toBe('URI:waylight://organisation/MYLA');
  for (const key of [join(dir, 'ca', 'ca.key'), ofMyla('MYLA.key')])
    expect(statSync(key).mode & 0o777).toBe(0o600);
  for (const folder of ['ca', 'ca/organisations'])
    expect(statSync(join(dir, folder)).mode & 0o777).toBe(0o700);

  const revoke = ['revoke', 'organisation', 'MYLA', '--file', 'registry.json', '--reason', 'device-lost'];
  expect((await certs(...revoke, '--dry-run')).words).toContain('Nothing was written');
  expect(identify(ofMyla('MYLA.crt'))).toBeDefined();
  expect((await certs(...revoke, '--json')).code).toBe(0);
  expect(identify(ofMyla('MYLA.crt'))).toBeUndefined();
  expect((await certs(...revoke)).code).toBe(3);

  expect((await certs('renew', 'organisation', 'MYLA')).code).toBe(0);
  const renewed = shown(ofMyla('MYLA.crt'));
  expect(renewed.checkPrivateKey(createPrivateKey(readFileSync(ofMyla('MYLA.key'))))).toBe(true);
  expect(renewed.publicKey.equals(stolen.publicKey)).toBe(false);
  expect(identify(ofMyla('MYLA.crt'))).toMatchObject({ kind: 'organisation' });
  expect((await list()).map(({ id, state }) => [id, state])).toEqual([
    ['MYLA', 'in use'],
    ['MYLA', 'revoked'],
  ]);
  for (const key of ['ca/ca.key', 'ca/organisations/MYLA.key'])
    for (const line of readFileSync(join(dir, key), 'utf8').split('\n').slice(1, -2))
      expect(said).not.toContain(line);
});

test('what was replaced can be revoked alone', async () => {
  await certs('issue', 'organisation', 'MYLA', '--new-authority');
  await certs('renew', 'organisation', 'MYLA');
  const revoke = ['revoke', 'organisation', 'MYLA', '--file', 'registry.json', '--reason', 'superseded'];
  expect((await certs(...revoke, '--former')).code).toBe(0);
  expect(identify(ofMyla('MYLA.crt'))).toBeDefined();
  expect((await list()).map(({ state }) => state)).toEqual(['in use', 'revoked']);
});

test('a renewal that broke off leaves the certificate in use, and it is no former one', async () => {
  await certs('issue', 'organisation', 'MYLA', '--new-authority');
  await certs('renew', 'organisation', 'MYLA');
  copyFileSync(ofMyla('MYLA.crt'), ofMyla('former/MYLA.0123456789abcdef.crt'));
  expect((await list()).map(({ state }) => state)).toEqual(['in use', 'replaced']);
  const revoke = ['revoke', 'organisation', 'MYLA', '--file', 'registry.json', '--reason', 'superseded'];
  expect((await certs(...revoke, '--former')).code).toBe(0);
  expect(identify(ofMyla('MYLA.crt'))).toBeDefined();
});

test('what is put aside is whole or not there: it takes the place of what a broken-off renewal left, and is not written into it', async () => {
  await certs('issue', 'organisation', 'MYLA', '--new-authority');
  const first = readFileSync(ofMyla('MYLA.crt'));
  await certs('renew', 'organisation', 'MYLA');
  const [former = ''] = readdirSync(ofMyla('former'));
  writeFileSync(ofMyla('MYLA.crt'), first);
  linkSync(ofMyla(`former/${former}`), ofMyla('seen-by-another'));
  await certs('renew', 'organisation', 'MYLA');
  expect(readdirSync(ofMyla('former'))).toEqual([former]);
  expect(statSync(ofMyla(`former/${former}`)).ino).not.toBe(statSync(ofMyla('seen-by-another')).ino);
});

test('a key that its holder made never comes to the authority, and of the request nothing but the key counts', async () => {
  await certs('issue', 'organisation', 'MYLA', '--new-authority');
  writeFileSync(join(dir, 'myla.csr'), pem(REQUEST));
  expect((await certs('renew', 'organisation', 'MYLA', '--request', 'myla.csr')).code).toBe(0);
  const { subject, subjectAltName, publicKey } = shown(ofMyla('MYLA.crt'));
  expect([subject, subjectAltName]).toEqual(['CN=MYLA', 'URI:waylight://organisation/MYLA']);
  expect(REQUEST.includes(publicKey.export({ type: 'spki', format: 'der' }))).toBe(true);
  expect(readdirSync(join(dir, 'ca', 'organisations')).sort()).toEqual(['MYLA.crt', 'former']);

  const forged = Buffer.from(REQUEST);
  // The name that it asks for: the signature is then of another request.
  forged.write('ELSE', REQUEST.indexOf('else'));
  for (const wrong of [pem(forged), pem(REQUEST.subarray(40)), 'no request', '']) {
    writeFileSync(join(dir, 'wrong.csr'), wrong);
    const ended = await certs('issue', 'organisation', 'DRC', '--request', 'wrong.csr');
    expect([ended.code, ended.words]).toEqual([2, expect.stringContaining('no PKCS#10 request')]);
  }
  expect(readdirSync(join(dir, 'ca', 'organisations')).sort()).toEqual(['MYLA.crt', 'former']);
});

test('a service keeps its names when it is renewed, and what ends soon is said', async () => {
  const names = ['--dns', 'mk.example.org,localhost', '--ip', '127.0.0.1'];
  await certs('issue', 'service', 'intake-MK', ...names, '--new-authority', '--days', '20');
  const path = join(dir, 'ca', 'services', 'intake-MK.crt');
  const before = shown(path);
  const listed = await certs('list', '--file', 'registry.json');
  expect(listed.words).toMatch(/warning: the certificate of intake-MK ends in (19|20) days/);
  await certs('renew', 'service', 'intake-MK');
  expect(shown(path).subjectAltName).toBe(before.subjectAltName);
  expect((await certs('list', '--file', 'registry.json')).words).not.toContain('warning');
});

test('an authority that is open to others is refused, and nothing is issued', async () => {
  await certs('issue', 'operator', 'region', '--new-authority');
  chmodSync(join(dir, 'ca'), 0o750);
  expect((await certs('issue', 'organisation', 'MYLA')).words).toContain('chmod 700');
  chmodSync(join(dir, 'ca'), 0o700);
  chmodSync(join(dir, 'ca', 'ca.key'), 0o640);
  const exposed = await certs('issue', 'organisation', 'MYLA');
  expect([exposed.code, exposed.words]).toEqual([4, expect.stringContaining('chmod 600')]);
  expect(readdirSync(join(dir, 'ca')).sort()).toEqual(['ca.crt', 'ca.key', 'operators']);
});

test.each([
  [4, ['issue', 'organisation', 'MYLA'], 'is missing'],
  [2, ['issue', 'organisation', 'myla', '--new-authority'], 'is no id'],
  [2, ['issue', 'service', 'intake-MK', '--new-authority'], '--dns'],
  [2, ['issue', 'organisation', 'MYLA', '--days', '0'], '--days got "0"'],
  [2, ['issue', 'person', 'MYLA'], 'person'],
  [2, ['revoke', 'service', 'intake-MK', '--reason', 'device-lost'], 'replace the authority'],
  [2, ['revoke', 'organisation', 'MYLA', '--reason', 'stolen from Ana'], '--reason got'],
])('exit code %i for %j', async (code, args, why) => {
  const ended = await certs(...args);
  expect(ended.code).toBe(code);
  expect(ended.words).toContain(why);
});

test('nothing is issued twice, and no second authority is made over the first', async () => {
  await certs('issue', 'organisation', 'MYLA', '--new-authority');
  expect((await certs('issue', 'organisation', 'MYLA')).code).toBe(3);
  expect((await certs('issue', 'organisation', 'DRC', '--new-authority')).code).toBe(3);
});
