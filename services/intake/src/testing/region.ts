/** A node for tests, in this process, over real mutual TLS and a real embedded event log. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { topicRegistry } from '@waylight/contracts';
import type { IntakeServiceClient } from '@waylight/contracts/intake';
import { createEmbeddedEventLog, type EmbeddedEventLog, type EventLog } from '@waylight/event-log';
import { ledgerKey } from '@waylight/pseudonymisation';
import { officerUri, operatorUri, organisationUri } from '@waylight/registry';
import { createLogger, createMetrics, type Metrics } from '@waylight/service-kit';
import { sqliteInTheClear } from '@waylight/testing';
import type { IntakeConfig } from '../config.ts';
import { createSeal, type Seal } from '../erasures/seal.ts';
import { openEncrypted } from '../ledger/encrypted-file.ts';
import { createIntakeService, type IntakeService } from '../service.ts';
import { createSite, type TestSite } from './site.ts';

const PARTITIONS = 3;
/** Whose calendar a node's days are of: between 23:00 and midnight UTC it is a day ahead. */
export const NODE_TIME_ZONE = 'Europe/Skopje';

export type TestNode = {
  readonly service: () => IntakeService;
  readonly eventLog: EmbeddedEventLog;
  readonly folder: string;
  readonly site: TestSite;
  readonly logLines: string[];
  readonly metrics: () => Promise<string>;
  /** A client with a certificate of this URI name; of nobody's for undefined. */
  readonly client: (uri?: string) => Promise<IntakeServiceClient>;
  readonly as: (organisation: string) => Promise<IntakeServiceClient>;
  readonly operator: () => Promise<IntakeServiceClient>;
  /** A data-protection officer: of-mk, of-legis or of-rs. */
  readonly officer: (id: string) => Promise<IntakeServiceClient>;
  readonly clock: { nowMs: number };
  /** Stops the service and starts it anew over the same files, with this done to them in between. */
  readonly restart: (between?: () => void) => Promise<void>;
  /** The ledger's file, as who has the node's keys opens it while the node is stopped. */
  readonly openLedgerFile: () => ReturnType<typeof openEncrypted>;
  /** What the node seals, opened. */
  readonly seal: () => Seal;
  /** All that is in the ledger, beneath its encryption. */
  readonly ledgerInTheClear: () => Promise<Buffer>;
  readonly stop: () => Promise<void>;
};

export async function startNode(
  over: Partial<IntakeConfig> = {},
  /** Puts something between the node and its log, such as a line that can be cut. */
  between: (eventLog: EventLog) => EventLog = (eventLog) => eventLog,
): Promise<TestNode> {
  const site = await createSite();
  const config: IntakeConfig = {
    ...site.files,
    country: 'MK',
    host: '127.0.0.1',
    port: 0,
    opsHost: '127.0.0.1',
    httpHost: '127.0.0.1',
    eventLog: 'embedded',
    localNetwork: false,
    partitions: PARTITIONS,
    timeZone: NODE_TIME_ZONE,
    ratePerSecond: 10_000,
    rateBurst: 10_000,
    maxRequestBytes: 131_072,
    relayLingerMs: 40,
    heartbeatMs: 3_600_000,
    auditHeadsMs: 100,
    reportsKeptMonths: 36,
    acceptOldCopy: false,
    retentionMs: 50,
    stopTimeoutMs: 5_000,
    logLevel: 'debug',
    ...over,
  };
  const ledgerFile = join(config.dataDir, 'ledger.sqlite');
  const eventLog = createEmbeddedEventLog({ file: join(site.folder, 'log.sqlite') });
  await eventLog.applyTopics(topicRegistry(PARTITIONS));
  const logLines: string[] = [];
  const destination = { write: (line: string) => void logLines.push(line) };
  const log = createLogger({ service: 'intake', level: 'debug', destination });
  const clock = { nowMs: Date.parse('2026-03-15T10:00:00Z') };
  const clients = new Map<string | undefined, IntakeServiceClient>();
  let metrics: Metrics;
  let service: IntakeService;

  const start = async (): Promise<void> => {
    metrics = createMetrics({ service: 'intake' });
    service = await createIntakeService(config, {
      eventLog: between(eventLog),
      metrics,
      log,
      now: () => clock.nowMs,
      elapsed: () => clock.nowMs,
      processFacts: { nodeOptions: [], limits: undefined },
    });
    await service.start(new AbortController().signal);
  };
  const stop = async (): Promise<void> => {
    for (const open of clients.values()) open.close();
    clients.clear();
    await service.stop();
  };
  const client: TestNode['client'] = async (uri) => {
    const known = clients.get(uri) ?? (await site.connect(service.ports().grpc, uri));
    clients.set(uri, known);
    return known;
  };
  await start();
  return {
    service: () => service,
    eventLog,
    folder: site.folder,
    site,
    logLines,
    metrics: async () => (await metrics.expose()).body,
    client,
    as: (organisation) => client(organisationUri(organisation)),
    operator: () => client(operatorUri('region')),
    officer: (id) => client(officerUri(id)),
    clock,
    restart: async (between) => {
      await stop();
      between?.();
      await start();
    },
    openLedgerFile: () => openEncrypted({ file: ledgerFile, key: keyOf(config) }),
    seal: () => createSeal(contentKeyOf(config), config.country),
    ledgerInTheClear: () => sqliteInTheClear(ledgerFile, keyOf(config)),
    stop: async () => {
      await stop();
      await eventLog.close();
      site.remove();
    },
  };
}

const keyOf = (config: IntakeConfig): Uint8Array => ledgerKey(contentKeyOf(config), config.country);

function contentKeyOf({ keysFile }: IntakeConfig): Uint8Array {
  return Buffer.from(JSON.parse(readFileSync(keysFile, 'utf8')).contentKey, 'base64');
}
