/** Plants each fault on a machine with a real broker, and expects that doctor finds it and names the remedy. */
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { LOG_ADMINISTRATOR_NAME, nodePrincipal, reportsTopic } from '@waylight/contracts';
import { createAuthority, issueCertificate } from '@waylight/service-kit';
import { kafkaJarsForTests, mountSmallDisk, type SmallDisk } from '@waylight/testing';
import kafkajs, { type Admin } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';
import { type SecuredLog, startSecuredLog } from './secured-log.ts';

type Finding = { level: string; check: string; where: string; what: string; todo: string };

const jars = await kafkaJarsForTests();
const disk = await mountSmallDisk(8);
const missing = [jars, disk].flatMap((one) => ('unavailable' in one ? [one.unavailable] : []))[0];
const VERSION: string = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
).version;
const HOUR_S = 3_600;

let log: SecuredLog;
let admin: Admin;
let metrics: Server;
let folder: string;
const running = { version: VERSION, heartbeat: Date.now() / 1_000 };

const path = (name: string) => join(folder, name);
const smallDisk = () => disk as SmallDisk;

beforeAll(async () => {
  if (missing !== undefined) return;
  log = await startSecuredLog();
  await log.applyTopics();
  const { ca, certificate: cert, key } = await log.material(LOG_ADMINISTRATOR_NAME);
  admin = new kafkajs.Kafka({ brokers: [log.address], ssl: { ca, cert, key }, logLevel: 0 }).admin();
  await admin.connect();
  metrics = createServer((_request, response) =>
    response.end(
      `waylight_ready{service="aggregation"} 1\nwaylight_build_info{version="${running.version}",service="aggregation"} 1\n` +
        `waylight_node_heartbeat_timestamp_seconds{node="MK",service="aggregation"} ${running.heartbeat}\n`,
    ),
  );
  await new Promise<void>((resolve) => metrics.listen(0, '127.0.0.1', () => resolve()));
  folder = join(log.folder, 'machine');
  for (const name of ['.', 'keys', 'config']) mkdirSync(path(name), { mode: 0o700 });
  writeFileSync(path('keys/node-keys.json'), '{}', { mode: 0o600 });
  await writeCertificate(30 * 12);
}, 240_000);
afterAll(async () => {
  await admin?.disconnect();
  metrics?.close();
  await log?.stop();
  if ('folder' in disk) await disk.remove();
});

async function writeCertificate(days: number, now = new Date()): Promise<void> {
  const authority = await createAuthority({ commonName: 'a', days: 400, now });
  const options = { commonName: 'x', dns: ['localhost'], usage: 'server', days, now } as const;
  writeFileSync(path('config/tls.crt'), (await issueCertificate(authority, options)).certificate);
}

/** The findings of a node and of aggregation on one machine. */
async function findings(over: Readonly<Record<string, string>> = {}): Promise<readonly Finding[]> {
  const { ca, certificate, key } = await log.files(nodePrincipal('MK').commonName);
  const address = metrics.address();
  const variables = {
    WAYLIGHT_INTAKE_COUNTRY: 'MK',
    WAYLIGHT_INTAKE_DATA_DIR: smallDisk().folder,
    WAYLIGHT_INTAKE_KEYS_FILE: path('keys/node-keys.json'),
    WAYLIGHT_INTAKE_TLS_CERTIFICATE_FILE: path('config/tls.crt'),
    WAYLIGHT_EVENT_LOG: 'kafka',
    WAYLIGHT_KAFKA_BROKERS: log.address,
    WAYLIGHT_PARTITIONS: '3',
    WAYLIGHT_INTAKE_KAFKA_CA_FILE: ca,
    WAYLIGHT_INTAKE_KAFKA_CERTIFICATE_FILE: certificate,
    WAYLIGHT_INTAKE_KAFKA_KEY_FILE: key,
    WAYLIGHT_AGGREGATION_AUDIT_FILE: path('keys/audit.sqlite'),
    WAYLIGHT_AGGREGATION_OPS_PORT: String(typeof address === 'object' ? address?.port : 0),
    ...over,
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  writeFileSync(join(log.folder, 'machine.env'), `${lines.join('\n')}\n`);
  const { out, err } = await runWaylight(log.folder, [
    ...['doctor', '--env-file', join(log.folder, 'machine.env'), '--format', 'json'],
  ]);
  if (out === '') throw new Error(err);
  return JSON.parse(out).findings;
}

const rule = {
  ...{ principal: `User:CN=${nodePrincipal('MK').commonName}`, host: '*', operation: 4, permissionType: 3 },
  ...{ resourceType: 2, resourceName: reportsTopic('MK'), resourcePatternType: 3 },
};
const SPEC = { topic: reportsTopic('MK'), replicationFactor: 1 };
const recreate = async (numPartitions: number): Promise<void> => {
  await admin.createTopics({ topics: [{ ...SPEC, numPartitions }], waitForLeaders: true });
};
const remove = () => admin.deleteTopics({ topics: [reportsTopic('MK')] });

type Fault = {
  readonly fault: string;
  readonly plant: () => unknown;
  readonly undo: () => unknown;
  readonly variables?: Readonly<Record<string, string>>;
  readonly check: string;
  readonly what: RegExp;
  readonly todo: RegExp;
};
const NOTHING = () => undefined;
const nowS = () => Date.now() / 1_000;

const FAULTS: readonly Fault[] = [
  {
    fault: 'a clock that is behind',
    plant: () => {
      writeFileSync(join(smallDisk().folder, 'ledger.sqlite'), '', { mode: 0o600 });
      utimesSync(join(smallDisk().folder, 'ledger.sqlite'), nowS(), nowS() + 48 * HOUR_S);
    },
    undo: () => utimesSync(join(smallDisk().folder, 'ledger.sqlite'), nowS(), nowS()),
    ...{ check: 'clock', what: /is earlier than the newest file/, todo: /set the clock/ },
  },
  {
    fault: 'an expired certificate',
    plant: () => writeCertificate(1, new Date(Date.now() - 3 * 24 * HOUR_S * 1_000)),
    undo: () => writeCertificate(360),
    ...{ check: 'certificate', what: /has expired/, todo: /certs renew/ },
  },
  {
    fault: 'a missing right on Kafka',
    plant: () => admin.deleteAcls({ filters: [rule] }),
    undo: () => admin.createAcls({ acl: [rule] }),
    ...{ check: 'access', what: /lacks the right: Write.* on reports\.v1\.MK/, todo: /topics apply/ },
  },
  {
    fault: 'a missing topic',
    plant: remove,
    undo: () => recreate(3),
    ...{ check: 'topics', what: /no topic: reports\.v1\.MK/, todo: /topics apply/ },
  },
  {
    fault: 'another number of partitions',
    ...{ plant: NOTHING, undo: NOTHING, variables: { WAYLIGHT_PARTITIONS: '12' } },
    ...{ check: 'partitions', what: /reports\.v1\.MK has 3 and not 12/, todo: /set WAYLIGHT_PARTITIONS/ },
  },
  {
    fault: 'a full disk',
    plant: () => {
      writeFileSync(join(smallDisk().folder, 'old.log'), Buffer.alloc(2 ** 22), { mode: 0o600 });
      smallDisk().fill(4_096);
    },
    undo: () => smallDisk().makeRoom(),
    ...{ check: 'space', what: /0 % of the disk is free/, todo: /delete logs and old images/ },
  },
  {
    fault: 'a key file that others can read',
    plant: () => chmodSync(path('keys/node-keys.json'), 0o644),
    undo: () => chmodSync(path('keys/node-keys.json'), 0o600),
    ...{ check: 'keys', what: /others on this machine can read it/, todo: /chmod 600/ },
  },
  {
    fault: 'a Kafka that is not reachable',
    ...{ plant: NOTHING, undo: NOTHING, variables: { WAYLIGHT_KAFKA_BROKERS: '127.0.0.1:9' } },
    ...{ check: 'access', what: /unknown/, todo: /check address, firewall and certificate/ },
  },
  {
    fault: 'a Redis that is not reachable',
    ...{ plant: NOTHING, undo: NOTHING },
    variables: {
      WAYLIGHT_AGGREGATION_REDIS_URL: 'rediss://u@127.0.0.1:9',
      WAYLIGHT_AGGREGATION_REDIS_PASSWORD_FILE: '/dev/null',
    },
    ...{ check: 'access', what: /unknown/, todo: /check address, firewall and certificate/ },
  },
  {
    fault: 'a service that does not answer',
    ...{ plant: NOTHING, undo: NOTHING, variables: { WAYLIGHT_AGGREGATION_OPS_PORT: '9' } },
    ...{ check: 'service', what: /does not answer/, todo: /waylight up/ },
  },
  {
    fault: 'another version',
    plant: () => Object.assign(running, { version: '0.2.9' }),
    undo: () => Object.assign(running, { version: VERSION }),
    ...{ check: 'version', what: /has version 0\.2\.9/, todo: /finish the upgrade/ },
  },
  {
    fault: 'a silent node',
    plant: () => Object.assign(running, { heartbeat: nowS() - 5 * HOUR_S }),
    undo: () => Object.assign(running, { heartbeat: nowS() }),
    ...{ check: 'nodes', what: /no heartbeat for 5 hours/, todo: /telephone its operator/ },
  },
];

const isOf =
  ({ check, what, todo }: Fault) =>
  (one: Finding) =>
    one.level !== 'ok' && one.check === check && what.test(one.what) && todo.test(one.todo);

describe.skipIf(missing !== undefined)('doctor', () => {
  it('finds none of the faults on a machine without them', async () => {
    const found = await findings();
    for (const fault of FAULTS) expect([fault.fault, found.filter(isOf(fault))]).toEqual([fault.fault, []]);
    expect(
      found.filter(({ check }) => ['topics', 'version', 'nodes', 'service'].includes(check)),
    ).toMatchObject([
      { level: 'ok', where: `Kafka, as ${nodePrincipal('MK').commonName}` },
      ...[
        { check: 'service', level: 'ok' },
        { check: 'version', level: 'ok' },
        { check: 'nodes', level: 'ok' },
      ],
    ]);
  });

  it.each(FAULTS)('finds $fault, and names the remedy', async (fault) => {
    await fault.plant();
    try {
      await expect
        .poll(async () => (await findings(fault.variables)).filter(isOf(fault)).length, {
          timeout: 30_000,
          interval: 500,
        })
        .toBe(1);
    } finally {
      await fault.undo();
    }
  });

  it('changes nothing', async () => {
    const state = async () => ({
      files: [folder, smallDisk().folder].flatMap((root) =>
        readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => {
          const { mode, size, mtimeMs } = statSync(join(root, name));
          return [root, name, mode, size, mtimeMs];
        }),
      ),
      topics: (await admin.fetchTopicMetadata()).topics.map(({ name, partitions }) => [
        name,
        partitions.length,
      ]),
      acls: (
        await admin.describeAcls({
          ...rule,
          principal: undefined,
          resourceName: undefined,
          resourceType: 1,
          operation: 1,
          permissionType: 1,
          resourcePatternType: 1,
          host: undefined,
        } as never)
      ).resources.length,
    });
    await findings();
    const before = await state();
    await findings();
    expect(await state()).toEqual(before);
  });
});
