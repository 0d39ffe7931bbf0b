import type { Authorizer, Registry } from '@waylight/access';
import type { AuditRecorder } from '@waylight/audit';
import type { ReleaseKey, ReleasePlan } from '@waylight/disclosure-control';
import type { Logger } from '@waylight/service-kit';
import type { ReleasedReader } from '@waylight/view-store';
import type { AnswerContext } from './answers/answer.ts';
import type { ApprovedReleases } from './answers/is-readable.ts';
import type { SnapshotCache } from './answers/released-snapshot.ts';
import type { NodeEndpoint } from './config-fields.ts';
import type { ApprovalStore } from './database/approval-store.ts';
import type { BulletinStore } from './database/bulletin-store.ts';
import type { NoteStore } from './database/note-store.ts';
import type { SavedViewStore } from './database/saved-view-store.ts';
import type { StreamLimiter } from './http/stream-limiter.ts';

/** What handlers and routes work with. */
export type InsightsContext = {
  readonly snapshots: SnapshotCache;
  readonly releasedReader: ReleasedReader;
  /** What members have said about releases to authorities and the public. */
  readonly approvals: Pick<ApprovalStore, 'current' | 'record'>;
  readonly savedViews: Pick<SavedViewStore, 'list' | 'save' | 'remove'>;
  readonly notes: Pick<NoteStore, 'list' | 'add' | 'remove'>;
  readonly bulletins: Pick<BulletinStore, 'drafts' | 'frozen' | 'find' | 'record' | 'remove'>;
  /** Made of approvals: what is approved. */
  readonly approvedReleases: ApprovedReleases;
  readonly plan: ReleasePlan;
  readonly audit: Pick<AuditRecorder, 'record' | 'count' | 'countInBackground' | 'recordInBackground'>;
  /** Public: everyone is told them. */
  readonly releaseKeys: readonly ReleaseKey[];
  /** Of the gRPC server. */
  readonly authorizer: Authorizer;
  /** The registry in force. */
  readonly registry: () => Registry;
  readonly notice: string | undefined;
  /** Of the built pages; undefined where there are none. */
  readonly dashboardDir: string | undefined;
  /** Where browsers reach the nodes for own exact numbers, which never come here. */
  readonly nodeEndpoints: readonly NodeEndpoint[];
  readonly now: () => number;
  /** How often a watched store is asked for its revision. */
  readonly watchIntervalMs: number;
  /** Of those who listen for events over HTTP. */
  readonly streamLimiter: StreamLimiter;
  /** Of what fails when nobody waits for an answer any more. */
  readonly log: Pick<Logger, 'error'>;
};

export async function loadAnswerContext(context: InsightsContext): Promise<AnswerContext> {
  const { plan, registry, notice, approvedReleases } = context;
  return {
    snapshot: await context.snapshots.current(),
    approvedReleases,
    plan,
    registry: registry(),
    notice,
  };
}
