import type { Organisation } from '@waylight/access';
import type { AuditEndpoint, AuditRecorder, RetentionEndpoint } from '@waylight/audit';
import type { NodeCountry } from '@waylight/contracts';
import type { Logger } from '@waylight/service-kit';
import type { NodeAccess } from './access/node-access.ts';
import type { WriteLimit } from './access/write-limit.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { LedgerError } from './ledger/ledger-error.ts';
import type { NodeMetrics } from './metrics.ts';
import type { Pseudonymisation } from './steps/pseudonymise.ts';

/** All values that handlers use. The composition root creates the context once. */
export type NodeContext = {
  readonly country: NodeCountry;
  readonly ledger: Ledger;
  readonly access: NodeAccess;
  readonly audit: Pick<AuditRecorder, 'recordAggregated' | 'recordAggregatedInBackground'>;
  readonly auditEndpoint: AuditEndpoint;
  readonly retentionEndpoint: RetentionEndpoint;
  readonly writeLimit: WriteLimit;
  readonly pseudonymisation: Pseudonymisation;
  readonly metrics: NodeMetrics;
  /**
   * True once the ledger contains every retraction of the restore journal. Until then the ledger may be a
   * restored copy.
   */
  readonly isReconciled: () => boolean;
  /** Called when a write to the ledger failed. */
  readonly onLedgerFailure: (error: LedgerError) => void;
  readonly log: Logger;
  /** The node's calendar day, in days since 1970-01-01. */
  readonly today: () => number;
  /** Keyed digest of content, as text. */
  readonly digest: (content: Uint8Array) => string;
  /** References of an organisation's records on the event log. The ids of the records stay at the node. */
  readonly reference: (organisation: Organisation, reportId: string) => Uint8Array;
  readonly activityReference: (organisation: Organisation, activityId: string) => Uint8Array;
};
