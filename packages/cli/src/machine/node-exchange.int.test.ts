import { X509Certificate } from 'node:crypto';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  nodeLayout,
  packAnswer,
  regionLayout,
  requestFingerprint,
  unpackRequest,
} from '@waylight/deployment';
import { nodeRecipient } from '@waylight/node-keys/envelopes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseEnvFile } from '../installation/installation.ts';
import { runCommand } from '../testing/run-command.ts';
import { signNode } from './sign-node.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'waylight-machines-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const dirOf = (name: string) => join(root, name);
const run = (...args: readonly string[]) => runCommand([...args], { cwd: root });
const mode = (path: string) => statSync(path).mode & 0o777;
const read = (path: string) => readFileSync(path, 'utf8');

const initRegion = () => run('region', 'init', '--host', 'region.example.org', '--dir', 'region', '--force');
const initNode = (country = 'MK', dir = country) =>
  run(
    'node',
    'init',
    '--country',
    country,
    '--host',
    `${country.toLowerCase()}.example.org`,
    '--dir',
    dir,
    '--force',
  );

/** What `node add` writes, without Kafka. */
async function answerTo(country: 'MK' | 'RS', changes: Partial<Parameters<typeof packAnswer>[0]> = {}) {
  const region = regionLayout(dirOf('region'));
  const request = await unpackRequest(readFileSync(nodeLayout(dirOf(country)).requests));
  if ('problem' in request) throw new Error(request.problem);
  const signed = await signNode(region.authority, request);
  const { recipient } = request.node;
  const answer = {
    node: {
      version: 1 as const,
      country,
      brokers: ['region.example.org:9093'],
      nodes: [nodeRecipient(country, recipient)],
    },
    registry: read(region.registry),
    ...signed,
    ...changes,
  };
  writeFileSync(dirOf('answer.tar'), await packAnswer(answer));
  return answer;
}
const accept = (...more: readonly string[]) =>
  run('node', 'accept', 'answer.tar', '--dir', 'MK', '--yes', ...more);

test('a node and the region exchange requests and answer, and every secret stays where it was made', async () => {
  expect((await initRegion()).exit).toBe(0);
  const prepared = await initNode();
  expect(prepared.exit).toBe(0);
  const node = nodeLayout(dirOf('MK'));
  const request = await unpackRequest(readFileSync(node.requests));
  if ('problem' in request) throw new Error(request.problem);
  expect(prepared.out).toContain(requestFingerprint(request));
  expect(request.node).toMatchObject({ country: 'MK', host: 'mk.example.org', port: 7004 });

  await answerTo('MK');
  const accepted = await accept();
  expect([accepted.exit, accepted.err]).toEqual([0, '']);
  // DRC reports at several nodes, so that its key comes from another node.
  expect(accepted.out).toMatch(/^Accepted\. [\s\S]*DRC report in several countries/);
  const keys = JSON.parse(read(node.nodeKeys));
  expect(Object.keys(keys.referenceKeys)).toEqual(['MYLA']);
  const { variables } = parseEnvFile(read(node.variables));
  expect(variables).toMatchObject({
    WAYLIGHT_INTAKE_COUNTRY: 'MK',
    WAYLIGHT_KAFKA_BROKERS: 'region.example.org:9093',
  });
  for (const [name, file] of Object.entries(variables))
    if (name.endsWith('_FILE')) expect(read(file).length, name).toBeGreaterThan(0);
  for (const secret of [node.nodeKeys, node.identity, node.tlsKey, node.kafkaKey])
    expect(mode(secret)).toBe(0o600);
  for (const folder of [node.keys, node.data, node.pending.dir]) expect(mode(folder)).toBe(0o700);
  expect(readdirSync(node.pending.dir)).toEqual([]);

  const exchanged = read(node.requests) + read(dirOf('answer.tar'));
  for (const secret of [node.nodeKeys, node.identity, node.tlsKey, node.kafkaKey])
    for (const line of read(secret)
      .split('\n')
      .filter((text) => text.length > 20 && !text.startsWith('-----')))
      expect(exchanged).not.toContain(line);
});

test('an interrupted acceptance is repeated, and a renewal replaces both certificates', async () => {
  await initRegion();
  await initNode();
  const node = nodeLayout(dirOf('MK'));
  await answerTo('MK');
  expect((await accept()).exit).toBe(0);
  const keys = read(node.nodeKeys);
  expect((await accept()).exit).toBe(0);
  const before = new X509Certificate(read(node.tlsCertificate));
  appendFileSync(node.variables, 'WAYLIGHT_INTAKE_TIME_ZONE=Europe/Skopje\n');

  expect((await run('node', 'renew', '--dir', 'MK')).exit).toBe(0);
  expect(read(node.tlsCertificate).trim()).toBe(before.toString().trim());
  await answerTo('MK');
  expect((await accept('--dry-run')).out).toContain('Nothing was changed');
  expect((await accept()).exit).toBe(0);
  const after = new X509Certificate(read(node.tlsCertificate));
  expect(after.publicKey.equals(before.publicKey)).toBe(false);
  expect(after.subjectAltName).toBe('URI:waylight://service/intake-MK, DNS:mk.example.org');
  expect(read(node.nodeKeys)).toBe(keys);
  expect(read(node.variables)).toContain('WAYLIGHT_INTAKE_TIME_ZONE=Europe/Skopje');
});

test.each([
  ['of another node', async () => answerTo('RS'), 'answer.tar is for the node RS'],
  [
    'with an authority that did not sign',
    async () => answerTo('MK', { ca: (await answerTo('RS')).kafkaCa }),
    'was not signed by the authority',
  ],
  [
    'with the certificate of another node for Kafka',
    async () => answerTo('MK', { kafkaCertificate: (await answerTo('RS')).kafkaCertificate }),
    'does not name waylight-node-mk',
  ],
  [
    'for another key',
    async () => answerTo('MK', { tlsCertificate: (await answerTo('RS')).tlsCertificate }),
    'is for another key than this machine requested',
  ],
  ['without a certificate', async () => answerTo('MK', { tlsCertificate: 'none' }), 'is no certificate'],
  ['without a registry', async () => answerTo('MK', { registry: '{}' }), 'contains no valid registry'],
])('an answer %s is refused, and nothing changes', async (_, write, message) => {
  await initRegion();
  await initNode();
  await initNode('RS');
  await write();
  const refused = await accept();
  expect(refused.exit).not.toBe(0);
  expect(refused.err).toContain(message);
  expect(readdirSync(dirOf('MK/config'))).toEqual(['prometheus']);
  expect(readdirSync(dirOf('MK/pending')).sort()).toEqual(['kafka.key', 'tls.key']);
});

test('nothing is prepared twice, and a dry run prepares nothing', async () => {
  expect(
    (await run('node', 'init', '--country', 'MK', '--host', 'a.org', '--dir', 'MK', '--force', '--dry-run'))
      .exit,
  ).toBe(0);
  expect(readdirSync(root)).toEqual([]);
  await initNode();
  const again = await initNode();
  expect([again.exit, again.err]).toEqual([3, expect.stringContaining("already has a node's keys")]);
  await initRegion();
  expect(await initRegion()).toMatchObject({ exit: 3, err: expect.stringContaining('is not empty') });
});

test('without an answer nobody accepts, and without a yes nobody trusts', async () => {
  await initRegion();
  await initNode();
  for (const command of [['up'], ['doctor', '--services']])
    expect(await run(...command, '--dir', 'nowhere')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('is not the folder of a node or region'),
    });
  expect(await run('keys', 'show', '--dir', 'MK')).toMatchObject({
    exit: 2,
    err: expect.stringContaining('waylight node accept'),
  });
  expect(await run('up', '--dir', 'MK')).toMatchObject({
    exit: 2,
    err: expect.stringContaining("waits for the region's answer"),
  });
  await answerTo('MK');
  const silent = runCommand(['node', 'accept', 'answer.tar', '--dir', 'MK'], { cwd: root, stdin: 'no\n' });
  expect(await silent).toMatchObject({ exit: 3, err: expect.stringContaining('nothing was changed') });
});

test('the services of the region have keys of their own, and the signing keys are only with the authorities', async () => {
  await initRegion();
  const region = regionLayout(dirOf('region'));
  expect(readdirSync(region.keysOf('insights')).sort()).toEqual([
    'kafka.crt',
    'kafka.key',
    'redis-password',
    'tls.crt',
    'tls.key',
  ]);
  expect(read(region.redis.users)).not.toContain('SHA256-OF');
  expect(readdirSync(region.keys, { recursive: true }).filter((name) => String(name).includes('ca'))).toEqual(
    [],
  );
  const { organisations } = JSON.parse(read(region.registry));
  expect(organisations.filter(({ id }: { id: string }) => id.startsWith('SIM-'))).toEqual([]);
  const broker = read(region.broker);
  const certificate = new X509Certificate(broker.slice(broker.indexOf('-----BEGIN CERTIFICATE')));
  expect(certificate.subjectAltName).toBe(
    'DNS:kafka, DNS:region.example.org, DNS:localhost, IP Address:127.0.0.1',
  );
  const former = read(region.aggregation.tlsCertificate);
  expect((await run('region', 'renew', '--dir', 'region')).exit).toBe(0);
  expect(read(region.aggregation.tlsCertificate)).not.toBe(former);
});
