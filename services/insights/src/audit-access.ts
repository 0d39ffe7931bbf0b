import { type Actor, ANONYMOUS_ACTOR } from '@waylight/audit';
import { AuditKind, type AuditOutcome } from '@waylight/contracts/audit';
import type { InsightsContext } from './context.ts';

export type AuditContext = Pick<InsightsContext, 'audit'>;

/** Records a read before its response. Entries of anonymous readers omit the release: otherwise their number had no bound. */
export async function auditRead(
  { audit }: AuditContext,
  kind: AuditKind,
  actor: Actor,
  releaseId?: string,
): Promise<void> {
  await audit.recordAggregated({
    kind,
    actor,
    ...(releaseId === undefined || actor.kind === 'anonymous' ? {} : { releaseId }),
  });
}

/** Records a refusal over HTTP. Over gRPC the authorizer records it. */
export function auditRefusal({ audit }: AuditContext, actor: Actor, outcome: AuditOutcome): void {
  audit.recordAggregatedInBackground({ kind: AuditKind.ACCESS_REFUSED, actor, outcome });
}

/** Records a failed sign-in. The actor is unknown. */
export function auditSignInRefusal({ audit }: AuditContext, outcome: AuditOutcome): void {
  audit.recordAggregatedInBackground({ kind: AuditKind.SIGN_IN_REFUSED, actor: ANONYMOUS_ACTOR, outcome });
}
