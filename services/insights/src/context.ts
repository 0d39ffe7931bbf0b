import type { Authorizer, Registry } from '@waylight/access';
import type { AuditRecorder } from '@waylight/audit';
import { dayOfInstant } from '@waylight/calendar';
import {
  type Audience,
  nextNumbersFor,
  type ReleaseKey,
  type ReleasePlan,
} from '@waylight/disclosure-control';
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
import type { AddressStore } from './delivery/addresses.ts';
import type { StreamLimiter } from './http/stream-limiter.ts';
import type { ExampleLoad } from './inputs.ts';
import type { DeliverySettings } from './watches/delivery-settings.ts';
import type { WatchStore } from './watches/watch-store.ts';

export type ReaderAddresses = {
  readonly addresses: AddressStore;
  /** Deletes watches, addresses and waiting messages of a person. */
  readonly forget: (person: string) => void;
};

export type InsightsContext = {
  readonly snapshots: SnapshotCache;
  readonly releasedReader: ReleasedReader;
  /** Members' decisions on releases to authorities and the public. */
  readonly approvals: Pick<ApprovalStore, 'current' | 'record'>;
  readonly savedViews: Pick<SavedViewStore, 'list' | 'save' | 'remove'>;
  readonly notes: Pick<NoteStore, 'list' | 'add' | 'remove'>;
  readonly bulletins: Pick<BulletinStore, 'drafts' | 'frozen' | 'find' | 'record' | 'remove'>;
  readonly watches: Pick<WatchStore, 'list' | 'save' | 'remove' | 'enrol' | 'touch' | 'unread' | 'markRead'>;
  /** Mail addresses and webhooks of readers. Undefined without sign-ins. */
  readonly messaging: ReaderAddresses | undefined;
  /** Destinations that the operator allows. */
  readonly destinations: DeliverySettings;
  /** Derived from `approvals`. */
  readonly approvedReleases: ApprovedReleases;
  readonly plan: ReleasePlan;
  readonly audit: Pick<
    AuditRecorder,
    'record' | 'recordAggregated' | 'recordAggregatedInBackground' | 'recordInBackground'
  >;
  readonly releaseKeys: readonly ReleaseKey[];
  /** Authorizes gRPC calls. */
  readonly authorizer: Authorizer;
  /** The registry in force. */
  readonly registry: () => Registry;
  /** Added to all answers of a trial. */
  readonly notice: string | undefined;
  /** Returns undefined unless a trial loads its example data. */
  readonly exampleLoad: () => ExampleLoad | undefined;
  /** Folder of the built pages; undefined without pages. */
  readonly dashboardDir: string | undefined;
  /** Origins at which browsers query nodes for their organisation's exact numbers, which never pass through insights. */
  readonly nodeEndpoints: readonly NodeEndpoint[];
  /** E-mail address or web page for questions of readers. */
  readonly contact: string | undefined;
  readonly now: () => number;
  readonly areReleasesSettled: () => Promise<boolean>;
  /** Interval at which a watcher queries the released store. */
  readonly watchIntervalMs: number;
  /** Limits event streams over HTTP. */
  readonly streamLimiter: StreamLimiter;
  /** For errors after the response has begun. */
  readonly log: Pick<Logger, 'error'>;
};

/** The next numbers for a reader by the plan. */
export const nextNumbers = ({ plan, now }: Pick<InsightsContext, 'plan' | 'now'>, audience: Audience) =>
  nextNumbersFor(plan, audience, dayOfInstant(now()));

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
