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

/** What comes of asking for a release's approval, whatever it is that is asked. */
export type NotForCaller =
  /** To be answered as for every release that is not there. */
  | { readonly kind: 'not-there' }
  /** A release to members or the network. */
  | { readonly kind: 'needs-none' };

export type CommandOutcome =
  | { readonly kind: 'done'; readonly changed: boolean; readonly approvals: Approvals; readonly by: string }
  | { readonly kind: 'refused'; readonly reason: ApprovalRefusal }
  | NotForCaller;

/** Carries out what a member wants, for whichever door it came through. Recorded for good when it returns. */
export async function runApprovalCommand(
  context: InsightsContext,
  caller: CallerWithAccess,
  command: ApprovalCommand,
): Promise<CommandOutcome> {
  const permission = await checkApprovalAccess(context, caller, command.releaseId);
  if (permission.kind !== 'may') return permission;
  const { member: by } = permission;
  const { releaseId } = command;
  // First, so that no release is ever opened by a command that stands nowhere.
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
 * Whether a caller may say and see something about the approval of a release, or without an id of any. The release is looked for
 * whoever asks: how long an answer takes must not say whether there is one.
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
  if (access === 'absent' || member === undefined) return { kind: 'not-there' };
  if (releaseId === undefined) return { kind: 'may', member };
  if (release === undefined) return { kind: 'not-there' };
  return needsApproval(audienceOrNarrowest(release.event.audience))
    ? { kind: 'may', member }
    : { kind: 'needs-none' };
}
