import type { Principal } from '@waylight/access';
import { type ServiceAudit, toActor } from '@waylight/audit';
import { AuditKind } from '@waylight/contracts/audit';
import { OperationsServiceService } from '@waylight/contracts/operations';
import { RpcError } from '@waylight/service-kit';

/** Audit kind of each RPC. */
const KINDS: Readonly<Record<keyof typeof OperationsServiceService, AuditKind>> = {
  getStatus: AuditKind.STATUS_READ,
  listDeadLetters: AuditKind.DEAD_LETTERS_READ,
  rebuild: AuditKind.REBUILD_REQUESTED,
  previewReleases: AuditKind.RELEASES_PREVIEWED,
  closeDuePeriods: AuditKind.RELEASES_PUBLISHED,
};

const BY_PATH: ReadonlyMap<string, AuditKind> = new Map(
  Object.entries(OperationsServiceService).map(([name, { path }]) => [
    path,
    KINDS[name as keyof typeof OperationsServiceService],
  ]),
);

const BY_ROUTE: Readonly<Record<string, AuditKind>> = {
  'GET /v1/releases/preview': AuditKind.RELEASES_PREVIEWED,
  'POST /v1/releases/publish': AuditKind.RELEASES_PUBLISHED,
};

/** Each command gets an audit entry. Reads are counted each minute; a crash may lose the current count. */
const COMMANDS: ReadonlySet<AuditKind> = new Set([AuditKind.REBUILD_REQUESTED, AuditKind.RELEASES_PUBLISHED]);

/** Records an authorised call in the audit before the call runs. */
export type RecordCall = (principal: Principal, endpoint: string) => Promise<void>;

export function createCallRecorder(audit: ServiceAudit): RecordCall {
  return async ({ identity }, endpoint) => {
    // Other endpoints expose nothing about the region, or their handler records the call itself.
    const kind = BY_PATH.get(endpoint) ?? BY_ROUTE[endpoint];
    if (kind === undefined) return;
    try {
      const write = COMMANDS.has(kind) ? audit.record : audit.recordAggregated;
      await write({ kind, actor: toActor(identity) });
    } catch (cause) {
      throw new RpcError('UNAVAILABLE', 'the audit cannot be written; nothing was done', [], { cause });
    }
  };
}
