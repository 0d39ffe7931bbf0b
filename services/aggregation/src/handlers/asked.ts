import { AuditKind } from '@waylight/contracts/audit';
import { OperationsServiceService } from '@waylight/contracts/operations';

/** What each call is in the audit. */
const CALLS: Readonly<Record<keyof typeof OperationsServiceService, AuditKind>> = {
  getStatus: AuditKind.STATUS_READ,
  listDeadLetters: AuditKind.DEAD_LETTERS_READ,
  rebuild: AuditKind.REBUILD_ASKED,
  previewReleases: AuditKind.RELEASES_PREVIEWED,
  closeDuePeriods: AuditKind.RELEASES_PUBLISHED,
  getReleaseTruth: AuditKind.RELEASE_TRUTH_READ,
};

const BY_PATH: ReadonlyMap<string, AuditKind> = new Map(
  Object.entries(OperationsServiceService).map(([name, { path }]) => [
    path,
    CALLS[name as keyof typeof OperationsServiceService],
  ]),
);

/** Of a gRPC method; undefined where its handler says it itself. */
export const askedOverGrpc = (method: string): AuditKind | undefined => BY_PATH.get(method);

const ROUTES: Readonly<Record<string, AuditKind>> = {
  '/v1/releases/preview': AuditKind.RELEASES_PREVIEWED,
  '/v1/releases/publish': AuditKind.RELEASES_PUBLISHED,
  '/v1/releases/:id/truth': AuditKind.RELEASE_TRUTH_READ,
};

/** Of a route over HTTP; undefined for what says nothing of the region. */
export const askedOverHttp = (route: string | undefined): AuditKind | undefined => ROUTES[route ?? ''];
