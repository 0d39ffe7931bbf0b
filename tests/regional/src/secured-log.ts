/** An Apache Kafka like in a deployment: mutual TLS on every listener, and ACLs from the command line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createKafkaEventLog, type EventLog } from '@waylight/event-log';
import {
  type Credential,
  type CredentialPaths,
  type TlsMaterial,
  writeCredential,
} from '@waylight/service-kit';
import { bareEnvironment, startOwnKafka } from '@waylight/testing';
import { createTestAuthority } from '@waylight/tests-region';
import { runWaylight } from './command-line.ts';

const INFRA = fileURLToPath(new URL('../../../infra/kafka/', import.meta.url));
const ACL_CALLS = fileURLToPath(new URL('AclCalls.java', import.meta.url));
/** Subject of the administrator's certificate. */
export const LOG_ADMIN = 'waylight-kafka-admin';

export type SecuredLog = {
  readonly address: string;
  readonly folder: string;
  /** A certificate of the log's authority for this name, as files for a service's configuration. */
  readonly files: (commonName: string) => Promise<CredentialPaths & { readonly ca: string }>;
  /** The certificate and key as texts. */
  readonly material: (commonName: string) => Promise<TlsMaterial>;
  /** Opens the log with the credential of this name. It is closed when the broker stops. */
  readonly eventLog: (commonName: string) => Promise<EventLog>;
  /** Prints the ACL script and runs it with Kafka's tool, like an operator. */
  readonly applyRules: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts the broker. `jars` come from `kafkaJarsForTests`. */
export async function startSecuredLog(jars: { readonly folder: string }): Promise<SecuredLog> {
  const authority = await createTestAuthority('authority of the log');
  const broker = await authority.issue('waylight-kafka', 'client-and-server');
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
    files: async (commonName) => ({
      ca,
      ...(await writeCredential(folder, commonName, await issue(commonName))),
    }),
    material,
    applyRules: async () => {
      const { key, certificate } = await issue(LOG_ADMIN);
      const pem = join(folder, 'admin.pem');
      await writeFile(pem, `${key}\n${certificate}`, { mode: 0o600 });
      const asAdmin = join(folder, 'admin.properties');
      await writeFile(
        asAdmin,
        `${await readFile(join(INFRA, 'admin.properties'), 'utf8')}ssl.keystore.location=${pem}\nssl.truststore.location=${ca}\n`,
      );
      const calls = join(folder, 'acl-calls');
      const tool = join(folder, 'kafka-acls.sh');
      await writeFile(tool, `#!/bin/sh\nprintf '%s\\n' "$@" '' >> '${calls}'\n`, { mode: 0o700 });
      const script = join(folder, 'acls.sh');
      await writeFile(script, (await runWaylight(folder, ['topics', 'acls'])).out);
      await run('sh', [script, '--bootstrap-server', kafka.address, '--command-config', asAdmin], {
        KAFKA_ACLS: tool,
      });
      // Kafka's tool, in one Java process for all calls.
      await run('java', [
        '-XX:+UseSerialGC',
        '-XX:TieredStopAtLevel=1',
        '-cp',
        join(jars.folder, '*'),
        ACL_CALLS,
        calls,
      ]);
    },
    stop: async () => {
      for (const one of open) await one.close();
      await kafka.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function run(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = spawn(command, args, {
    env: { ...bareEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 180_000,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const [code]: (number | null)[] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${output.slice(-3_000)}`);
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
