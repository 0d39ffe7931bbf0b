/** An Apache Kafka like in a deployment: mutual TLS on every listener, and access rules from the command. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LOG_ADMINISTRATOR_NAME, LOG_BROKER_NAME } from '@waylight/contracts';
import { createKafkaEventLog, type EventLog } from '@waylight/event-log';
import {
  type Credential,
  type CredentialPaths,
  type TlsMaterial,
  writeCredential,
} from '@waylight/service-kit';
import { startOwnKafka } from '@waylight/testing';
import { createTestAuthority } from '@waylight/tests-region';
import { runWaylight } from './command-line.ts';

const INFRA = fileURLToPath(new URL('../../../infra/kafka/', import.meta.url));

/** The number of the region that tests start. */
const PARTITIONS = ['--partitions', '3'];

export type SecuredLog = {
  readonly address: string;
  readonly folder: string;
  /** A certificate of the log's authority for this name, as files for a service's configuration. */
  readonly files: (commonName: string) => Promise<CredentialPaths & { readonly ca: string }>;
  /** The certificate and key as texts. */
  readonly material: (commonName: string) => Promise<TlsMaterial>;
  /** Opens the log with the credential of this name. It is closed when the broker stops. */
  readonly eventLog: (commonName: string) => Promise<EventLog>;
  /** Flags of `waylight topics` that connect as the administrator. */
  readonly adminFlags: () => Promise<string[]>;
  /** Creates topics and rules with the command, like an operator. */
  readonly applyTopics: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts the broker. */
export async function startSecuredLog(): Promise<SecuredLog> {
  const authority = await createTestAuthority('authority of the log');
  const broker = await authority.issue(LOG_BROKER_NAME, 'client-and-server');
  const kafka = await startOwnKafka({
    tls: { ca: authority.certificate, ...broker },
    settings: parseProperties(await readFile(join(INFRA, 'server.properties'), 'utf8')),
  });
  if ('unavailable' in kafka) throw new Error(kafka.unavailable);
  const folder = await mkdtemp(join(tmpdir(), 'secured-log-'));
  const ca = join(folder, 'ca.crt');
  await writeFile(ca, authority.certificate);
  const issued = new Map<string, Promise<Credential>>();
  const issue = (commonName: string): Promise<Credential> => {
    const known = issued.get(commonName) ?? authority.issue(commonName, 'client');
    issued.set(commonName, known);
    return known;
  };
  const material = async (commonName: string) => ({
    ca: authority.certificate,
    ...(await issue(commonName)),
  });
  const files = async (commonName: string) => ({
    ca,
    ...(await writeCredential(folder, commonName, await issue(commonName))),
  });
  const adminFlags = async () => {
    const { certificate, key } = await files(LOG_ADMINISTRATOR_NAME);
    return ['--brokers', kafka.address, '--ca', ca, '--certificate', certificate, '--key', key];
  };
  const open: EventLog[] = [];
  return {
    address: kafka.address,
    folder,
    eventLog: async (commonName) => {
      const { ca, certificate: cert, key } = await material(commonName);
      const eventLog = createKafkaEventLog({
        brokers: [kafka.address],
        clientId: 'test',
        ssl: { ca, cert, key },
      });
      open.push(eventLog);
      return eventLog;
    },
    files,
    material,
    adminFlags,
    applyTopics: async () => {
      const { code, out, err } = await runWaylight(folder, [
        'topics',
        'apply',
        ...PARTITIONS,
        ...(await adminFlags()),
      ]);
      if (code !== 0) throw new Error(`topics apply ended with ${code}: ${out}${err}`);
    },
    stop: async () => {
      for (const one of open) await one.close();
      await kafka.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Settings of a file of Java properties, without comments. */
function parseProperties(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** Raw keys and values of all records of a topic. */
export async function readRecords(reader: EventLog, topic: string): Promise<Buffer[]> {
  const found: Buffer[] = [];
  for (const { partition, start } of await reader.offsets(topic))
    for await (const { records } of reader.readFrom({ topic, partition }, start))
      for (const { key, value } of records)
        found.push(Buffer.concat([key ?? Buffer.alloc(0), value ?? Buffer.alloc(0)]));
  return found;
}
