import { join } from 'node:path';
import type { LiveRegistry } from '@waylight/access';
import {
  type AuditRecorder,
  createChainComparison,
  createChainHeadPublisher,
  readChainHeads,
} from '@waylight/audit';
import { auditHeadsTopic } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import type { Appender, EventLog } from '@waylight/event-log';
import { type Component, type Health, type Logger, startInOrder } from '@waylight/service-kit';
import type { NodeAccess } from './access/node-access.ts';
import { createWriteLimit } from './access/write-limit.ts';
import { createAuditEndpoint, createNodeAudit, createRetentionEndpoint } from './audit.ts';
import type { IntakeConfig } from './config.ts';
import type { NodeContext } from './context.ts';
import { createNodeHeartbeat } from './heartbeat.ts';
import type { LiveKeys } from './keys/live-keys.ts';
import type { References } from './keys/references.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { createLedgerHealth, type LedgerHealth } from './ledger/ledger-health.ts';
import type { NodeMetrics } from './metrics.ts';
import { createRelay } from './outbox/relay.ts';
import { createComparison } from './progress/comparison.ts';
import { createLatestProgress } from './progress/latest-progress.ts';
import { createProgressFollower } from './progress/progress-follower.ts';
import type { JournalCipher } from './restore/journal-cipher.ts';
import { createRestoreJournal } from './restore/restore-journal.ts';
import { createExpiry } from './retention/expiry.ts';
import { createPurge } from './retention/purge.ts';
import type { Pseudonymisation } from './steps/pseudonymise.ts';
import { createToday } from './steps/today.ts';

export type NodeDependencies = {
  readonly config: IntakeConfig;
  readonly registry: LiveRegistry;
  readonly access: NodeAccess;
  readonly keys: LiveKeys;
  readonly ledgerKey: Uint8Array;
  readonly references: References;
  readonly digest: (content: Uint8Array) => string;
  readonly pseudonymisation: Pseudonymisation;
  readonly cipher: JournalCipher;
  readonly health: Health;
  readonly metrics: NodeMetrics;
  readonly log: Logger;
  readonly now: () => number;
  readonly elapsed: () => number;
  /** Opens the event log, with whether it is this node's to close. */
  readonly openEventLog: () => Promise<{ readonly eventLog: EventLog; readonly isOwn: boolean }>;
  /** Hands the context to whoever serves it, before the server starts. */
  readonly serve: (context: NodeContext) => void;
};

const STOP_TIMEOUT_MS = 10_000;
const COMPARE_EVERY_MS = 3_600_000;
/** Twice a minute: what was taken back is gone from the ledger's files within one. */
const CLEAR_EVERY_MS = 30_000;

/** Everything of a node behind its server: the ledger, and what carries it to the region and back. */
export function createNode(parts: NodeDependencies): Component {
  return {
    name: `node ${parts.config.country}`,
    start: async (signal) => {
      const { config, log, now } = parts;
      const today = createToday(now, config.timeZone);
      const facts = { node: Country[config.country], nowMs: now, today };
      const file = join(config.dataDir, 'ledger.sqlite');
      const ledger = openLedger({ file, key: parts.ledgerKey }, config.country, facts);
      const ledgerHealth = createLedgerHealth(log, config.country, () => ledger.probe());
      const audit = createNodeAudit({ ...parts, ledger, ledgerHealth });
      const connection = Promise.withResolvers<LogConnection>();
      const components: Component[] = [
        { name: 'ledger', start: async () => ({ stop: async () => ledger.close() }) },
        audit.component,
        createPurge({ ledger, everyMs: CLEAR_EVERY_MS, nowMs: now, log }),
        createLogComponents(parts, ledger, ledgerHealth, today, connection.resolve),
        createServeComponent(parts, ledger, ledgerHealth, audit, connection.promise, today),
      ];
      return startInOrder(components, { log, signal, stopTimeoutMs: STOP_TIMEOUT_MS });
    },
  };
}

/** What there is once the event log is open. */
type LogConnection = { readonly eventLog: EventLog; readonly isReconciled: () => boolean };

/** What carries the ledger to the region and back, over one event log. */
function createLogComponents(
  parts: NodeDependencies,
  ledger: Ledger,
  ledgerHealth: LedgerHealth,
  today: () => number,
  onOpen: (carried: LogConnection) => void,
): Component {
  return {
    name: 'carriers',
    start: async (signal) => {
      const { config, log, now, health } = parts;
      const { eventLog, isOwn } = await parts.openEventLog();
      const appender = eventLog.createAppender();
      const latest = createLatestProgress(() => ledger.readLogIdentity());
      const common = { country: config.country, ledger, eventLog, appender, latest, log, nowMs: now };
      const headOptions = {
        ...{
          topic: auditHeadsTopic(config.country),
          store: ledger.audit,
          foreignChains: [],
          waitUntilDurable: ledger.waitUntilDurable,
        },
        ...{ eventLog, appender, everyMs: config.auditHeadsMs, log },
        onCompared: parts.metrics.recordAuditComparison,
      };
      const restoreJournal = createRestoreJournal({
        ...common,
        cipher: parts.cipher,
        acceptOldCopy: config.acceptOldCopy,
      });
      onOpen({ eventLog, isReconciled: restoreJournal.isReconciled });
      const components = [
        createLogCloser(eventLog, isOwn, appender),
        restoreJournal.component,
        createRelay({
          ...common,
          isReconciled: restoreJournal.isReconciled,
          partitions: config.partitions,
          lingerMs: config.relayLingerMs,
          health,
          metrics: parts.metrics,
          onLedgerFailure: ledgerHealth.reportFailure,
        }),
        createProgressFollower(common),
        createComparison({ ...common, everyMs: COMPARE_EVERY_MS }),
        createExpiry({ ...common, keptMonths: config.reportsKeptMonths, everyMs: config.retentionMs, today }),
        createNodeHeartbeat({ ...common, everyMs: config.heartbeatMs }),
        createChainHeadPublisher(headOptions),
        createChainComparison(headOptions),
      ];
      return startInOrder(components, { log, signal, stopTimeoutMs: STOP_TIMEOUT_MS });
    },
  };
}

function createLogCloser(eventLog: EventLog, isOwn: boolean, appender: Appender): Component {
  const stop = async (): Promise<void> => {
    await appender.close();
    if (isOwn) await eventLog.close();
  };
  return { name: 'event log', start: async () => ({ stop }) };
}

/** Hands everything to whoever serves it. Readiness is the ledger's: without the event log a node takes reports all the same. */
function createServeComponent(
  parts: NodeDependencies,
  ledger: Ledger,
  ledgerHealth: LedgerHealth,
  audit: AuditRecorder,
  connection: Promise<LogConnection>,
  today: () => number,
): Component {
  return {
    name: 'service',
    start: async () => {
      const { access, config, elapsed, references } = parts;
      const { country, ratePerSecond, rateBurst: burst } = config;
      const { isReconciled } = await connection;
      const unregister = parts.health.add('ready', 'ledger', () => ledgerHealth.check());
      parts.serve({
        country,
        ledger,
        access,
        audit,
        auditEndpoint: createAuditEndpoint(ledger, access, audit, async (signal) =>
          readChainHeads(
            (await connection).eventLog,
            { topic: auditHeadsTopic(country), chain: ledger.audit.chain.id, foreignChains: [] },
            signal,
          ),
        ),
        retentionEndpoint: createRetentionEndpoint(ledger, access, audit, config.reportsKeptMonths, today),
        writeLimit: createWriteLimit({ ratePerSecond, burst, elapsed }),
        pseudonymisation: parts.pseudonymisation,
        metrics: parts.metrics,
        onLedgerFailure: ledgerHealth.reportFailure,
        today,
        isReconciled,
        digest: parts.digest,
        reference: references.report,
        activityReference: references.activity,
      });
      return { stop: async () => unregister() };
    },
  };
}
