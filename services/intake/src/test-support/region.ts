/**
 * A node for tests, over real mutual TLS and a real embedded event log: certificates, keys and a registry of its own
 * in a folder that goes away with it.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentials } from '@grpc/grpc-js';
import { topicRegistry } from '@waylight/contracts';
import { IntakeServiceClient } from '@waylight/contracts/intake';
import { createEmbeddedEventLog, type EmbeddedEventLog } from '@waylight/event-log';
import { type Organisation, operatorUri, organisationUri, parseRegistry } from '@waylight/registry';
import { createAuthority, createLogger, createMetrics, issueCertificate } from '@waylight/service-kit';
import type { IntakeConfig } from '../config.ts';
import { createNodeKeys } from '../keys/node-keys.ts';
import { createIntakeService, type IntakeOverrides, type IntakeService } from '../service.ts';

export const PARTITIONS = 3;
export const NOW = Date.parse('2026-03-15T10:00:00Z');

const organisations: Organisation[] = [
  { id: 'MYLA', number: 5, name: 'A', countries: ['MK'], role: 'lead', status: 'active' },
  { id: 'LEGIS', number: 20, name: 'B', countries: ['MK'], role: 'network', status: 'active' },
  { id: 'BCHR', number: 6, name: 'C', countries: ['RS'], role: 'lead', status: 'active' },
  { id: 'GONE', number: 30, name: 'D', countries: ['MK'], role: 'network', status: 'suspended' },
  {
    id: 'DRC',
    number: 7,
    name: 'E',
    countries: ['MK', 'RS'],
    role: 'regional',
    status: 'active',
    publicSource: { attribution: 'Source E (CC BY 4.0)' },
  },
];

export type TestNode = {
  readonly service: () => IntakeService;
  readonly eventLog: EmbeddedEventLog;
  readonly folder: string;
  readonly ledgerFile: string;
  readonly logLines: string[];
  readonly metrics: () => Promise<string>;
  /** A client with this organisation's certificate; no certificate of anybody's for undefined. */
  readonly client: (uri?: string) => Promise<IntakeServiceClient>;
  readonly as: (organisation: string) => Promise<IntakeServiceClient>;
  /** Writes an organisation's certificate beside the node's, for a client in a process of its own. */
  readonly writeClient: (organisation: string) => Promise<void>;
  readonly operator: () => Promise<IntakeServiceClient>;
  readonly clock: { nowMs: number };
  /** Stops the service and starts it anew over the same files. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export async function startNode(
  over: Partial<IntakeConfig> = {},
  overrides: IntakeOverrides = {},
): Promise<TestNode> {
  const folder = mkdtempSync(join(tmpdir(), 'intake-'));
  const file = (name: string, content: string, mode = 0o600): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };
  const now = new Date();
  const authority = await createAuthority({ commonName: 'test', days: 1, now });
  const server = await issueCertificate(authority, {
    commonName: 'localhost',
    dns: ['localhost'],
    ip: ['127.0.0.1'],
    usage: 'server',
    days: 1,
    now,
  });
  const registryText = JSON.stringify({ version: 1, organisations, operators: ['region'] });
  const parsed = parseRegistry(JSON.parse(registryText));
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  const config: IntakeConfig = {
    country: 'MK',
    host: '127.0.0.1',
    port: 0,
    opsHost: '127.0.0.1',
    opsPort: 0,
    caFile: file('ca.crt', authority.certificate),
    certificateFile: file('node.crt', server.certificate),
    keyFile: file('node.key', server.key),
    registryFile: file('registry.json', registryText),
    keysFile: file('keys.json', JSON.stringify(createNodeKeys(organisations).MK)),
    dataDir: join(folder, 'data'),
    eventLog: 'embedded',
    partitions: PARTITIONS,
    timeZone: 'Europe/Skopje',
    ratePerSecond: 10_000,
    rateBurst: 10_000,
    maxRequestBytes: 131_072,
    heartbeatMs: 3_600_000,
    stopTimeoutMs: 5_000,
    logLevel: 'debug',
    ...over,
  };
  const eventLog = createEmbeddedEventLog({ file: join(folder, 'log.sqlite') });
  await eventLog.applyTopics(topicRegistry(PARTITIONS));
  const logLines: string[] = [];
  const log = createLogger({
    service: 'intake',
    level: 'debug',
    destination: { write: (line: string) => void logLines.push(line) },
  });
  const metrics = createMetrics({ service: 'intake' });
  const clock = { nowMs: NOW };
  const limits = 'Max core file size        0                    unlimited            bytes\n';
  const create = () =>
    createIntakeService(config, {
      eventLog,
      metrics,
      log,
      now: () => clock.nowMs,
      processFacts: { nodeOptions: [], limits },
      ...overrides,
    });
  let service = await create();
  await service.start(new AbortController().signal);

  const clients = new Map<string, IntakeServiceClient>();
  const client = async (uri?: string): Promise<IntakeServiceClient> => {
    const key = `${uri} ${service.ports().grpc}`;
    const known = clients.get(key);
    if (known !== undefined) return known;
    const own = await issueCertificate(authority, {
      commonName: 'client',
      ...(uri === undefined ? {} : { uri }),
      usage: 'client',
      days: 1,
      now,
    });
    const tls = credentials.createSsl(
      Buffer.from(authority.certificate),
      Buffer.from(own.key),
      Buffer.from(own.certificate),
    );
    const made = new IntakeServiceClient(`localhost:${service.ports().grpc}`, tls);
    clients.set(key, made);
    return made;
  };
  const writeClient = async (organisation: string): Promise<void> => {
    const own = await issueCertificate(authority, {
      commonName: 'client',
      uri: organisationUri(organisation),
      usage: 'client',
      days: 1,
      now,
    });
    file('client.crt', own.certificate);
    file('client.key', own.key);
  };
  const closeClients = (): void => {
    for (const open of clients.values()) open.close();
    clients.clear();
  };
  return {
    service: () => service,
    eventLog,
    folder,
    ledgerFile: join(config.dataDir, 'ledger.sqlite'),
    logLines,
    metrics: async () => (await metrics.expose()).body,
    client,
    as: (organisation) => client(organisationUri(organisation)),
    writeClient,
    operator: () => client(operatorUri('region')),
    clock,
    restart: async () => {
      closeClients();
      await service.stop();
      service = await createIntakeService(config, {
        eventLog,
        metrics: createMetrics({ service: 'intake' }),
        log,
        now: () => clock.nowMs,
        processFacts: { nodeOptions: [], limits },
        ...overrides,
      });
      await service.start(new AbortController().signal);
    },
    stop: async () => {
      closeClients();
      await service.stop();
      await eventLog.close();
      rmSync(folder, { recursive: true });
    },
  };
}
