import type { Organisation } from '@waylight/access';
import type { AuditEndpoint, AuditRecorder, RetentionEndpoint } from '@waylight/audit';
import type { NodeCountry } from '@waylight/contracts';
import type { NodeAccess } from './access/node-access.ts';
import type { WriteLimit } from './access/write-limit.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { NodeMetrics } from './metrics.ts';
import type { Pseudonymisation } from './steps/pseudonymise.ts';

/** What handlers work with. Made once by the composition root; no handler reaches for anything else. */
export type NodeContext = {
  readonly country: NodeCountry;
  readonly ledger: Ledger;
  readonly access: NodeAccess;
  readonly audit: Pick<AuditRecorder, 'count' | 'countInBackground'>;
  readonly auditEndpoint: AuditEndpoint;
  readonly retentionEndpoint: RetentionEndpoint;
  readonly writeLimit: WriteLimit;
  readonly pseudonymisation: Pseudonymisation;
  readonly metrics: NodeMetrics;
  /** Whether the ledger knows all that was taken back: it may have been restored from an older copy. */
  readonly isReconciled: () => boolean;
  /** Called when the ledger could not be written. */
  readonly onLedgerFailure: (error: unknown) => void;
  /** The node's calendar day, in days since 1970-01-01. */
  readonly today: () => number;
  /** Keyed digest of content, as text. */
  readonly digest: (content: Uint8Array) => string;
  /** The references by which an organisation's records go on the log; the ids stay here. */
  readonly reference: (organisation: Organisation, reportId: string) => Uint8Array;
  readonly activityReference: (organisation: Organisation, activityId: string) => Uint8Array;
};
