import type { Authorizer, Registry } from '@waylight/access';
import type { AuditRecorder } from '@waylight/audit';
import type { ReleaseKey, ReleasePlan } from '@waylight/disclosure-control';
import type { Logger } from '@waylight/service-kit';
import type { ReleasedReader } from '@waylight/view-store';
import type { AnswerContext } from './answers/answer.ts';
import type { Gate } from './answers/readable.ts';
import type { Views } from './answers/view.ts';
import type { NodeDoor } from './config-fields.ts';
import type { ApprovalRecord } from './database/approval-record.ts';
import type { BulletinRecord } from './database/bulletin-record.ts';
import type { NoteRecord } from './database/note-record.ts';
import type { ViewRecord } from './database/view-record.ts';
import type { Listeners } from './http/listeners.ts';

/** What handlers and routes work with. */
export type InsightsContext = {
  readonly views: Views;
  readonly reader: ReleasedReader;
  /** What members have said about releases to authorities and the public. */
  readonly approvals: Pick<ApprovalRecord, 'current' | 'record'>;
  readonly savedViews: Pick<ViewRecord, 'list' | 'save' | 'remove'>;
  readonly notes: Pick<NoteRecord, 'list' | 'add' | 'remove'>;
  readonly bulletins: Pick<BulletinRecord, 'drafts' | 'frozen' | 'find' | 'record' | 'remove'>;
  /** Made of approvals: what is approved. */
  readonly gate: Gate;
  readonly plan: ReleasePlan;
  readonly audit: Pick<AuditRecorder, 'record' | 'count' | 'countInBackground' | 'recordInBackground'>;
  /** Public: everyone is told them. */
  readonly releaseKeys: readonly ReleaseKey[];
  /** Of the gRPC server. */
  readonly door: Authorizer;
  /** The registry in force. */
  readonly registry: () => Registry;
  readonly notice: string | undefined;
  /** Of the built pages; undefined where there are none. */
  readonly dashboardDir: string | undefined;
  /** Where browsers reach the nodes for own exact numbers, which never come here. */
  readonly nodeDoors: readonly NodeDoor[];
  readonly now: () => number;
  /** How often a watched store is asked for its revision. */
  readonly watchIntervalMs: number;
  /** Of those who listen for events over HTTP. */
  readonly listeners: Listeners;
  /** Of what fails when nobody waits for an answer any more. */
  readonly log: Pick<Logger, 'error'>;
};

export async function answerContext(context: InsightsContext): Promise<AnswerContext> {
  const { plan, registry, notice, gate } = context;
  return { view: await context.views.current(), gate, plan, registry: registry(), notice };
}
