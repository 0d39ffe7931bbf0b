import { isMember } from '@waylight/access';
import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import { AuditKind } from '@waylight/contracts/audit';
import {
  type ApprovalCommand,
  type ApprovalRefusal,
  type Approvals,
  decideApproval,
  needsApproval,
} from '@waylight/disclosure-control';
import type { CallerWithAccess } from '../accounts/caller.ts';
import { findReadableRelease } from '../answers/release.ts';
import type { InsightsContext } from '../context.ts';

export type NotForCaller =
  /** The response must equal that for a release that does not exist. */
  | { readonly kind: 'not-found' }
  /** A release to members or the network. */
  | { readonly kind: 'needs-none' };

export type Refused = { readonly kind: 'refused'; readonly reason: ApprovalRefusal } | NotForCaller;

export type CommandOutcome =
  | { readonly kind: 'done'; readonly changed: boolean; readonly approvals: Approvals; readonly by: string }
  | Refused;

/** Runs a member's command, from gRPC or HTTP. Its event is durable on return. */
export async function runApprovalCommand(
  context: InsightsContext,
  caller: CallerWithAccess,
  command: ApprovalCommand,
): Promise<CommandOutcome> {
  const permission = await checkApprovalAccess(context, caller, command.releaseId);
  if (permission.kind !== 'may') return permission;
  const { member: by } = permission;
  const { releaseId } = command;
  // Audited first, so that no unaudited command ever opens a release.
  await context.audit.record({
    kind: AUDIT_KINDS[command.kind],
    actor: caller.actor,
    ...(releaseId === undefined ? {} : { releaseId }),
  });
  const members = context
    .registry()
    .organisations.filter(isMember)
    .map(({ id }) => id);
  const { decision, approvals } = context.approvals.record((before) =>
    decideApproval(before, command, { by, members, nowMs: context.now() }),
  );
  if (decision.kind === 'refused') return decision;
  return { kind: 'done', changed: decision.kind === 'happened', approvals, by };
}

const AUDIT_KINDS: Readonly<Record<ApprovalCommand['kind'], AuditKind>> = {
  request: AuditKind.RELEASE_REQUESTED,
  approve: AuditKind.RELEASE_APPROVED,
  object: AuditKind.RELEASE_OBJECTED,
  withdraw: AuditKind.RELEASE_WITHDRAWN,
  delegate: AuditKind.APPROVAL_DELEGATED,
  'revoke-delegation': AuditKind.APPROVAL_DELEGATED,
};

/**
 * Checks that a caller may read or change the approval of a release; without an id, of any release. Searches the release
 * for every caller: the duration of a response must not disclose that it exists.
 */
export async function checkApprovalAccess(
  context: InsightsContext,
  { audience, member, access }: CallerWithAccess,
  releaseId: string | undefined,
): Promise<NotForCaller | { readonly kind: 'may'; readonly member: string }> {
  const snapshot = await context.snapshots.current();
  const release =
    releaseId === undefined
      ? undefined
      : findReadableRelease(snapshot, context.approvedReleases, audience, releaseId);
  if (access === 'absent' || member === undefined) return { kind: 'not-found' };
  if (releaseId === undefined) return { kind: 'may', member };
  if (release === undefined) return { kind: 'not-found' };
  return needsApproval(audienceOrNarrowest(release.event.audience))
    ? { kind: 'may', member }
    : { kind: 'needs-none' };
}
