import { join } from 'node:path';
import type { LiveRegistry } from '@waylight/access';
import { type AuditRecorder, createHeadComparison, createHeadPublisher, readHeads } from '@waylight/audit';
import { auditHeadsTopic } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import type { Appender, EventLog } from '@waylight/event-log';
import { type Component, type Health, type Logger, startInOrder } from '@waylight/service-kit';
import type { Access } from './access/caller.ts';
import { createWriteLimit } from './access/write-limit.ts';
import { auditDoorOf, createNodeAudit, retentionDoorOf } from './audit.ts';
import type { IntakeConfig } from './config.ts';
import type { NodeContext } from './context.ts';
import { createErasures } from './erasures/erasures.ts';
import type { Seal } from './erasures/seal.ts';
import { createNodeHeartbeat } from './heartbeat.ts';
import type { LiveKeys } from './keys/live-keys.ts';
import type { References } from './keys/references.ts';
import { type Ledger, openLedger } from './ledger/ledger.ts';
import { createLedgerHealth, type LedgerHealth } from './ledger/ledger-health.ts';
import type { NodeMetrics } from './metrics.ts';
import { createRelay } from './outbox/relay.ts';
import { createComparison } from './progress/compare.ts';
import { createProgressFollower } from './progress/follow.ts';
import { createLatestProgress } from './progress/latest.ts';
import { createClearing } from './retention/clearing.ts';
import { createExpiry } from './retention/expiry.ts';
import type { Pseudonymisation } from './steps/pseudonymise.ts';
import { createToday } from './steps/today.ts';

export type NodeParts = {
  readonly config: IntakeConfig;
  readonly registry: LiveRegistry;
  readonly access: Access;
  readonly keys: LiveKeys;
  readonly ledgerKey: Uint8Array;
  readonly references: References;
  readonly digest: (content: Uint8Array) => string;
  readonly pseudonymisation: Pseudonymisation;
  readonly seal: Seal;
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
export function createNode(parts: NodeParts): Component {
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
      const opened = Promise.withResolvers<Carried>();
      const parties: Component[] = [
        { name: 'ledger', start: async () => ({ stop: async () => ledger.close() }) },
        audit.component,
        createClearing({ ledger, everyMs: CLEAR_EVERY_MS, nowMs: now, log }),
        carriers(parts, ledger, ledgerHealth, today, opened.resolve),
        service(parts, ledger, ledgerHealth, audit, opened.promise, today),
      ];
      return startInOrder(parties, { log, signal, stopTimeoutMs: STOP_TIMEOUT_MS });
    },
  };
}

/** What there is once the event log is open. */
type Carried = { readonly eventLog: EventLog; readonly isApplied: () => boolean };

/** What carries the ledger to the region and back, over one event log. */
function carriers(
  parts: NodeParts,
  ledger: Ledger,
  ledgerHealth: LedgerHealth,
  today: () => number,
  opened: (carried: Carried) => void,
): Component {
  return {
    name: 'carriers',
    start: async (signal) => {
      const { config, log, now, health } = parts;
      const { eventLog, isOwn } = await parts.openEventLog();
      const appender = eventLog.createAppender();
      const latest = createLatestProgress(() => ledger.logOfPositions());
      const common = { country: config.country, ledger, eventLog, appender, latest, log, nowMs: now };
      const heads = {
        ...{
          topic: auditHeadsTopic(config.country),
          rows: ledger.audit,
          beside: [],
          settled: ledger.settled,
        },
        ...{ eventLog, appender, everyMs: config.auditHeadsMs, log },
        compared: parts.metrics.auditCompared,
      };
      const erasures = createErasures({ ...common, seal: parts.seal, acceptOldCopy: config.acceptOldCopy });
      opened({ eventLog, isApplied: erasures.isApplied });
      const components = [
        closing(eventLog, isOwn, appender),
        erasures.component,
        createRelay({
          ...common,
          isApplied: erasures.isApplied,
          partitions: config.partitions,
          lingerMs: config.relayLingerMs,
          health,
          metrics: parts.metrics,
          ledgerFailed: ledgerHealth.failed,
        }),
        createProgressFollower(common),
        createComparison({ ...common, everyMs: COMPARE_EVERY_MS }),
        createExpiry({ ...common, keptMonths: config.reportsKeptMonths, everyMs: config.retentionMs, today }),
        createNodeHeartbeat({ ...common, everyMs: config.heartbeatMs }),
        createHeadPublisher(heads),
        createHeadComparison(heads),
      ];
      return startInOrder(components, { log, signal, stopTimeoutMs: STOP_TIMEOUT_MS });
    },
  };
}

function closing(eventLog: EventLog, isOwn: boolean, appender: Appender): Component {
  const stop = async (): Promise<void> => {
    await appender.close();
    if (isOwn) await eventLog.close();
  };
  return { name: 'event log', start: async () => ({ stop }) };
}

/** Hands everything to whoever serves it. Readiness is the ledger's: without the event log a node takes reports all the same. */
function service(
  parts: NodeParts,
  ledger: Ledger,
  ledgerHealth: LedgerHealth,
  audit: AuditRecorder,
  carried: Promise<Carried>,
  today: () => number,
): Component {
  return {
    name: 'service',
    start: async () => {
      const { access, config, elapsed, references } = parts;
      const { country, ratePerSecond, rateBurst: burst } = config;
      const { isApplied } = await carried;
      const unregister = parts.health.add('ready', 'ledger', () => ledgerHealth.check());
      parts.serve({
        country,
        ledger,
        access,
        audit,
        auditDoor: auditDoorOf(ledger, access, audit, async (signal) =>
          readHeads(
            (await carried).eventLog,
            { topic: auditHeadsTopic(country), chain: ledger.audit.chain.id, beside: [] },
            signal,
          ),
        ),
        retentionDoor: retentionDoorOf(ledger, access, audit, config.reportsKeptMonths, today),
        writes: createWriteLimit({ ratePerSecond, burst, elapsed }),
        pseudonymisation: parts.pseudonymisation,
        metrics: parts.metrics,
        ledgerFailed: ledgerHealth.failed,
        today,
        isApplied,
        digest: parts.digest,
        reference: references.report,
        activityReference: references.activity,
      });
      return { stop: async () => unregister() };
    },
  };
}
