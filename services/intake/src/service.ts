import { join } from 'node:path';
import { openRegistry } from '@waylight/access';
import { createChainComparison, createChainHeadPublisher } from '@waylight/audit';
import { backupFolderOf, createBackups, nodeBackup, writeBackup } from '@waylight/backup';
import { auditHeadsTopic, topicRegistry } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import { type EventLog, openEventLog } from '@waylight/event-log';
import { contentDigest, ledgerKey } from '@waylight/pseudonymisation';
import {
  type Component,
  createHealth,
  createLogger,
  createMetrics,
  type LiveTls,
  type Logger,
  measureDiskSpace,
  monotonicMs,
  openTls,
  type Runnable,
  type SetCertificateExpiry,
  type Starter,
  startComponents,
  watchCertificate,
} from '@waylight/service-kit';
import type { SqliteDatabase } from '@waylight/sqlite';
import { createNodeAccess } from './access/node-access.ts';
import { createWriteLimit } from './access/write-limit.ts';
import { createNodeAudit } from './audit.ts';
import { type IntakeConfig, readNodeJsOptions } from './config.ts';
import type { IntakeOverrides, NodeContext } from './context.ts';
import { guardProcess } from './guards/process-guard.ts';
import { createNodeHeartbeat } from './heartbeat.ts';
import { openLiveKeys } from './keys/live-keys.ts';
import { createReferences, logMissingKeys } from './keys/references.ts';
import { createLedgerHealth } from './ledger/ledger-health.ts';
import { MIGRATIONS } from './ledger/schema.ts';
import type { Ledger } from './ledger.ts';
import { createNodeMetrics } from './metrics.ts';
import { openNodeLedger } from './node-ledger.ts';
import { createOutboxAge } from './outbox/outbox-age.ts';
import { createOutboxRows } from './outbox/outbox-rows.ts';
import { createRelay } from './outbox/relay.ts';
import { createComparison } from './progress/comparison.ts';
import { createLatestProgress } from './progress/latest-progress.ts';
import { createProgressFollower } from './progress/progress-follower.ts';
import { createJournalCipher } from './restore/journal-cipher.ts';
import { createRestoreJournal } from './restore/restore-journal.ts';
import { createExpiry } from './retention/expiry.ts';
import { createPurge } from './retention/purge.ts';
import { createNodeAuthorizer, createServers } from './servers.ts';
import { createToday } from './today.ts';

export type IntakeService = Runnable & {
  /** True while reports are accepted. Without the event log, reports wait in the ledger. */
  readonly ready: () => Promise<boolean>;
  /** @throws Error before the start. */
  readonly ports: () => IntakePorts;
};

/** Ports in use. `http` and `ops` are undefined if the configuration has none. */
type IntakePorts = {
  readonly grpc: number;
  readonly http: number | undefined;
  readonly ops: number | undefined;
};

/** Time for which reports accumulate, so that one append and one commit contain many. */
const RELAY_LINGER_MS = 40;
const CHAIN_HEADS_MS = 600_000;
const COMPARE_EVERY_MS = 3_600_000;
const EXPIRY_INTERVAL_MS = 600_000;
/** Retracted content leaves the files of the ledger within a minute. */
const PURGE_EVERY_MS = 30_000;
const STOP_TIMEOUT_MS = 10_000;

/**
 * A country's node: accepts reports, stores them in its ledger, and publishes the shared ones to the event log.
 * Reads all files that the configuration names; opens the ledger at the start.
 */
export async function createIntakeService(
  config: IntakeConfig,
  overrides: IntakeOverrides = {},
): Promise<IntakeService> {
  guardProcess(readNodeJsOptions(), overrides.processFacts);
  const inputs = await openInputs(config, overrides);
  let node: RunningNode | undefined;
  return {
    start: async (signal) => {
      const stopTimeoutMs = (overrides.stopTimeoutMs ?? STOP_TIMEOUT_MS) + 5_000;
      node = await startComponents({ log: inputs.log, signal, stopTimeoutMs }, (starter) =>
        openNode(inputs, starter),
      );
    },
    stop: async () => node?.stop(),
    ready: async () => node !== undefined && (await node.isReady()),
    ports: () => {
      if (node === undefined) throw new Error('the node is not started');
      return node.ports;
    },
  };
}

/** The parts that are opened before the ledger. None of them needs to be closed. */
async function openInputs(config: IntakeConfig, overrides: IntakeOverrides) {
  const { country } = config;
  const { now = Date.now, elapsed = monotonicMs, processMetrics } = overrides;
  const serviceLog = overrides.log ?? createLogger({ service: 'intake', level: config.logLevel });
  const log = serviceLog.with({ node: country });
  const metricRegistry = overrides.metrics ?? createMetrics({ service: 'intake', processMetrics });
  const keys = await openLiveKeys({ file: config.keysFile, country, log });
  const tls = await openTls(config, { log });
  const httpTls = await openHttpTls(config, log);
  const registry = await openRegistry({
    file: config.registryFile,
    cacheFile: join(config.dataDir, 'registry-in-force.json'),
    log,
    metrics: metricRegistry,
  });
  const checkKeys = () => logMissingKeys(keys.current(), registry.current(), { country, log });
  checkKeys();
  registry.onChange(checkKeys);
  return { country, config, overrides, keys, tls, httpTls, registry, metricRegistry, log, now, elapsed };
}

type Inputs = Awaited<ReturnType<typeof openInputs>>;

async function openHttpTls(
  { httpPort, caFile, httpCertificateFile, httpKeyFile }: IntakeConfig,
  log: Logger,
): Promise<LiveTls | undefined> {
  if (httpPort === undefined || httpCertificateFile === undefined || httpKeyFile === undefined)
    return undefined;
  return openTls({ caFile, certificateFile: httpCertificateFile, keyFile: httpKeyFile }, { log });
}

type RunningNode = {
  readonly ports: IntakePorts;
  readonly isReady: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

/** Opens ledger and event log, then starts loops and servers. */
async function openNode(inputs: Inputs, starter: Starter): Promise<Omit<RunningNode, 'stop'>> {
  const ctx = await createContext(inputs, starter);
  const { start, adopt } = starter;
  const { tls, httpTls, keys, registry, audit, restoreJournal, ledger, health, metrics, log, now, elapsed } =
    ctx;
  const { setCertificateExpiry: setExpiry } = metrics;
  const { grpc, http, ops } = createServers(ctx, ctx.overrides.stopTimeoutMs ?? STOP_TIMEOUT_MS);
  await start(tls);
  await start(watchCertificate({ tls, setExpiry, log, now, elapsed }));
  if (httpTls !== undefined) {
    await start(httpTls);
    await start(watchCertificate({ holder: 'browser', tls: httpTls, setExpiry, log, now, elapsed }));
  }
  await start(audit.component);
  await start(createLedgerBackups(ctx));
  await start(createPurge({ ledger, everyMs: PURGE_EVERY_MS, nowMs: now, log }));
  await start(restoreJournal.component);
  for (const loop of createLogLoops(ctx)) await start(loop);
  // Keys and registry start after the audit, because the audit records their changes.
  await start(keys);
  await start(registry);
  await start(grpc);
  if (http !== undefined) await start(http);
  if (ops !== undefined) await start(ops);
  adopt('readiness', health, async () => health.markStopping());

  return {
    ports: { grpc: grpc.port(), http: http?.port(), ops: ops?.port() },
    isReady: async () => (await health.checkReadiness()).ok,
  };
}

async function createContext(inputs: Inputs, { adopt }: Starter): Promise<NodeContext> {
  const { country, config, overrides, keys, registry, metricRegistry, log, now, elapsed } = inputs;
  const today = createToday(now, config.timeZone);
  const health = createHealth({ elapsed });
  const metrics = createNodeMetrics(metricRegistry, country);
  const ledger = adopt('ledger', openLedgerOfNode(inputs, today), async (created) => created.close());
  metrics.measureOutboxAge(createOutboxAge(createOutboxRows(ledger), elapsed));
  measureDiskSpace(metricRegistry, config.dataDir);
  const ledgerHealth = createLedgerHealth(log, country, () => ledger.probe());
  // Readiness depends on the ledger alone: without the event log a node still accepts reports.
  health.add('ready', 'ledger', () => ledgerHealth.check());
  const audit = createNodeAudit({ config, registry, keys, ledger, ledgerHealth, log });
  const eventLog =
    overrides.eventLog ??
    adopt('event log', await openNodeLog(config, log, metrics.setCertificateExpiry), (created) =>
      created.close(),
    );
  const appender = adopt('appender of the event log', eventLog.createAppender(), (created) =>
    created.close(),
  );
  // It stays the same until the node stops, because a keys file that changes it is refused.
  const { contentKey } = keys.current();
  const restoreJournal = createRestoreJournal({
    country,
    ledger,
    eventLog,
    appender,
    cipher: createJournalCipher(contentKey, country),
    acceptOldCopy: config.acceptOldCopy,
    nowMs: now,
    log,
  });
  const references = createReferences(keys.current);
  return {
    ...inputs,
    today,
    health,
    metrics,
    ledger,
    ledgerHealth,
    audit,
    eventLog,
    appender,
    restoreJournal,
    references,
    authorizer: createNodeAuthorizer('node', { ...inputs, audit }),
    access: createNodeAccess({ registry: registry.current, country, hasReferenceKey: references.has }),
    writeLimit: createWriteLimit({ ratePerSecond: config.ratePerSecond, burst: config.rateBurst, elapsed }),
    digest: (content) => Buffer.from(contentDigest(contentKey, content)).toString('base64'),
  };
}

function openLedgerOfNode({ config, overrides, keys, now }: Inputs, today: () => number): Ledger {
  const { country, dataDir } = config;
  const file = ledgerFileOf(dataDir);
  const key = ledgerKey(keys.current().contentKey, country);
  const target = { folder: backupFolderOf(file), subject: nodeBackup(country), nowMs: now() };
  const beforeMigration = (database: SqliteDatabase) =>
    void writeBackup([{ name: 'ledger', database }], target);
  const { moreMigrations = [] } = overrides;
  const migrations = [...MIGRATIONS, ...moreMigrations];
  return openNodeLedger({ file, key, beforeMigration, migrations }, country, {
    node: Country[country],
    nowMs: now,
    today,
  });
}

const ledgerFileOf = (dataDir: string): string => join(dataDir, 'ledger.sqlite');

function createLedgerBackups({ config, ledger, metrics, log, now }: NodeContext): Component {
  const folder = backupFolderOf(ledgerFileOf(config.dataDir));
  const subject = nodeBackup(config.country);
  return createBackups({
    folder,
    subject,
    write: async () =>
      writeBackup([{ name: 'ledger', database: ledger.backupSource }], { folder, subject, nowMs: now() }),
    metrics,
    nowMs: now,
    log,
  });
}

async function openNodeLog(
  config: IntakeConfig,
  log: Logger,
  setExpiry: SetCertificateExpiry,
): Promise<EventLog> {
  const { country, dataDir, partitions, eventLogFile = join(dataDir, 'event-log.sqlite') } = config;
  const eventLog = await openEventLog(
    { ...config, eventLogFile },
    {
      service: 'INTAKE',
      clientId: `waylight-intake-${country}`,
      log,
      onCertificate: (certificate) => setExpiry('kafka', certificate),
    },
  );
  // In Kafka, aggregation creates the topics.
  if (config.eventLog === 'embedded') await eventLog.applyTopics(topicRegistry(partitions));
  return eventLog;
}

/** All components that use the event log, in the order of their start. */
function createLogLoops(ctx: NodeContext): readonly Component[] {
  const { country, config, overrides, ledger, eventLog, appender, metrics, log, now } = ctx;
  const { partitions, reportsKeptMonths: keptMonths } = config;
  const { chainHeadsMs = CHAIN_HEADS_MS, expiryIntervalMs = EXPIRY_INTERVAL_MS } = overrides;
  const latest = createLatestProgress(() => ledger.readKnownLog());
  const common = { country, ledger, eventLog, appender, latest, log, nowMs: now };
  const chainHeads = {
    topic: auditHeadsTopic(country),
    store: ledger.audit,
    foreignChains: [],
    waitUntilDurable: ledger.waitUntilDurable,
    eventLog,
    appender,
    everyMs: chainHeadsMs,
    log,
    onCompared: metrics.recordAuditComparison,
  };
  return [
    createRelay({
      ...common,
      isReconciled: ctx.restoreJournal.isReconciled,
      partitions,
      lingerMs: RELAY_LINGER_MS,
      health: ctx.health,
      metrics,
      onLedgerFailure: ctx.ledgerHealth.reportFailure,
    }),
    createProgressFollower(common),
    createComparison({ ...common, outboxDepth: createOutboxRows(ledger).depth, everyMs: COMPARE_EVERY_MS }),
    createExpiry({ ...common, keptMonths, everyMs: expiryIntervalMs, today: ctx.today }),
    createNodeHeartbeat(common),
    createChainHeadPublisher(chainHeads),
    createChainComparison(chainHeads),
  ];
}
