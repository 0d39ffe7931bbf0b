import { isMember } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import {
  type ApprovalCommand,
  type ApprovalRefusal,
  type Approvals,
  decideApproval,
  needsApproval,
} from '@waylight/disclosure-control';
import { audienceName } from '../answers/audience-name.ts';
import { releaseFor } from '../answers/release.ts';
import type { InsightsContext } from '../context.ts';
import type { Asker } from './caller.ts';

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
export async function carryOut(
  context: InsightsContext,
  caller: Asker,
  command: ApprovalCommand,
): Promise<CommandOutcome> {
  const asked = await approvable(context, caller, command.releaseId);
  if (asked.kind !== 'may') return asked;
  const { member: by } = asked;
  const { releaseId } = command;
  // First, so that no release is ever opened by a command that stands nowhere.
  await context.audit.record({
    kind: COMMANDS[command.kind],
    actor: caller.party,
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

const COMMANDS: Readonly<Record<ApprovalCommand['kind'], AuditKind>> = {
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
export async function approvable(
  context: InsightsContext,
  { reader, member, access }: Asker,
  releaseId: string | undefined,
): Promise<NotForCaller | { readonly kind: 'may'; readonly member: string }> {
  const view = await context.views.current();
  const release = releaseId === undefined ? undefined : releaseFor(view, context.gate, reader, releaseId);
  if (access === 'absent' || member === undefined) return { kind: 'not-there' };
  if (releaseId === undefined) return { kind: 'may', member };
  if (release === undefined) return { kind: 'not-there' };
  return needsApproval(audienceName(release.event.audience))
    ? { kind: 'may', member }
    : { kind: 'needs-none' };
}
