import type { Authorizer, LiveRegistry } from '@waylight/access';
import type { AuditRecorder } from '@waylight/audit';
import type { NodeCountry } from '@waylight/contracts';
import type { Appender, EventLog } from '@waylight/event-log';
import type { BeforeCall, Health, LiveTls, Logger, Metrics } from '@waylight/service-kit';
import type { NodeAccess } from './access/node-access.ts';
import type { WriteLimit } from './access/write-limit.ts';
import type { IntakeConfig } from './config.ts';
import type { ProcessFacts } from './guards/dump-risks.ts';
import type { LiveKeys } from './keys/live-keys.ts';
import type { References } from './keys/references.ts';
import type { LedgerHealth } from './ledger/ledger-health.ts';
import type { Ledger } from './ledger.ts';
import type { NodeMetrics } from './metrics.ts';
import type { RestoreJournal } from './restore/restore-journal.ts';

/** Replacements for tests, and for several nodes in one process. */
export type IntakeOverrides = {
  /**
   * If true, metrics also include memory, handles and CPU of the process. For a process that runs only this
   * service.
   */
  readonly processMetrics?: boolean;
  /** An event log that the caller opened, which stays open at a stop. */
  readonly eventLog?: EventLog;
  readonly metrics?: Metrics;
  readonly log?: Logger;
  /** Runs before each gRPC call. */
  readonly beforeCall?: BeforeCall | undefined;
  /** Time of day in epoch milliseconds. */
  readonly now?: () => number;
  /** Monotonic clock in milliseconds, for limits and waits. */
  readonly elapsed?: () => number;
  /** Input of the guard against memory dumps. */
  readonly processFacts?: ProcessFacts;
  /** Pause between two checks for a new chain head of the audit. A new chain head is then published. */
  readonly chainHeadsMs?: number;
  /** Migrations after those of the ledger. */
  readonly moreMigrations?: readonly string[];
  /** Pause between two removals of expired reports. */
  readonly expiryIntervalMs?: number;
  /** Time for open calls to finish at a stop. */
  readonly stopTimeoutMs?: number;
};

/** All parts of a running node. `service.ts` creates them once. A user states the parts that it needs. */
export type NodeContext = {
  readonly country: NodeCountry;
  readonly config: IntakeConfig;
  readonly overrides: IntakeOverrides;
  readonly log: Logger;
  /** Time of day in epoch milliseconds. */
  readonly now: () => number;
  /** Monotonic clock in milliseconds. */
  readonly elapsed: () => number;
  /** The node's calendar day, in days since 1970-01-01. */
  readonly today: () => number;
  readonly keys: LiveKeys;
  readonly registry: LiveRegistry;
  readonly tls: LiveTls;
  /** Credential of the browser endpoint; undefined without one. */
  readonly httpTls: LiveTls | undefined;
  readonly health: Health;
  readonly metrics: NodeMetrics;
  /** Where all metrics of the process are registered. */
  readonly metricRegistry: Metrics;
  readonly ledger: Ledger;
  readonly ledgerHealth: LedgerHealth;
  readonly audit: AuditRecorder;
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly restoreJournal: RestoreJournal;
  readonly authorizer: Authorizer;
  readonly access: NodeAccess;
  readonly writeLimit: WriteLimit;
  /** Keyed digest of content, as text. */
  readonly digest: (content: Uint8Array) => string;
  readonly references: References;
};
