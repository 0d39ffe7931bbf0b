import { type Actor, NOBODY_ACTOR } from '@waylight/audit';
import { AuditKind, type AuditOutcome } from '@waylight/contracts/audit';
import type { InsightsContext } from './context.ts';

type AuditContext = Pick<InsightsContext, 'audit'>;

/** Written before anything is told. Of who stands in no registry it is not said which release: that could be as many as there are. */
export async function auditRead(
  { audit }: AuditContext,
  kind: AuditKind,
  actor: Actor,
  releaseId?: string,
): Promise<void> {
  await audit.count({
    kind,
    actor,
    ...(releaseId === undefined || actor.kind === 'anonymous' ? {} : { releaseId }),
  });
}

/** Somebody over HTTP got nothing; over gRPC the doorkeeper says so. */
export function auditRefusal({ audit }: AuditContext, actor: Actor, outcome: AuditOutcome): void {
  audit.countInBackground({ kind: AuditKind.ACCESS_REFUSED, actor, outcome });
}

/** A sign-in that came to nothing: whoever it was is nobody here. */
export function auditSignInRefusal({ audit }: AuditContext, outcome: AuditOutcome): void {
  audit.countInBackground({ kind: AuditKind.SIGN_IN_REFUSED, actor: NOBODY_ACTOR, outcome });
}
