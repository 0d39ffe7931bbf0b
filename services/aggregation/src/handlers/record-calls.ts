import type { Principal } from '@waylight/access';
import { type ServiceAudit, toActor } from '@waylight/audit';
import { AuditKind } from '@waylight/contracts/audit';
import { OperationsServiceService } from '@waylight/contracts/operations';
import { RpcError } from '@waylight/service-kit';

/** What each call is in the audit. */
const CALLS: Readonly<Record<keyof typeof OperationsServiceService, AuditKind>> = {
  getStatus: AuditKind.STATUS_READ,
  listDeadLetters: AuditKind.DEAD_LETTERS_READ,
  rebuild: AuditKind.REBUILD_REQUESTED,
  previewReleases: AuditKind.RELEASES_PREVIEWED,
  closeDuePeriods: AuditKind.RELEASES_PUBLISHED,
};

const BY_PATH: ReadonlyMap<string, AuditKind> = new Map(
  Object.entries(OperationsServiceService).map(([name, { path }]) => [
    path,
    CALLS[name as keyof typeof OperationsServiceService],
  ]),
);

const BY_ROUTE: Readonly<Record<string, AuditKind>> = {
  'GET /v1/releases/preview': AuditKind.RELEASES_PREVIEWED,
  'POST /v1/releases/publish': AuditKind.RELEASES_PUBLISHED,
};

/** What changes something: each is an entry of its own. The others are counted by the minute, which a crash may lose. */
const COMMANDS: ReadonlySet<AuditKind> = new Set([AuditKind.REBUILD_REQUESTED, AuditKind.RELEASES_PUBLISHED]);

/** Resolves when the audit knows what somebody asks for who was let in: before it is done. */
export type RecordCall = (principal: Principal, endpoint: string) => Promise<void>;

export function createCallRecorder(audit: ServiceAudit): RecordCall {
  return async ({ identity }, endpoint) => {
    // What has no kind says nothing of the region, or its handler says it itself.
    const kind = BY_PATH.get(endpoint) ?? BY_ROUTE[endpoint];
    if (kind === undefined) return;
    try {
      const write = COMMANDS.has(kind) ? audit.record : audit.count;
      await write({ kind, actor: toActor(identity) });
    } catch (cause) {
      throw new RpcError('UNAVAILABLE', 'the audit cannot be written now: nothing was done', [], { cause });
    }
  };
}
