import type { Organisation } from '@waylight/access';
import type {
  Activity,
  ActivityReceipt,
  ReviseActivityRequest,
  SubmitActivityRequest,
  Violation,
} from '@waylight/contracts/intake';
import type { NodeContext } from '../context.ts';
import type { ActivityCommand } from '../report/activity-command-handler.ts';
import { prepareActivity } from '../steps/prepare-activity.ts';
import { createInvalidArgument, violation } from './refusals.ts';
import { awaitCommand, checkBaseRevision, countRefusal, type WriteResult } from './write-report.ts';

export function submitActivity(
  ctx: NodeContext,
  organisation: Organisation,
  { activity, validateOnly }: SubmitActivityRequest,
): Promise<WriteResult<ActivityReceipt>> {
  return writeActivity(ctx, organisation, activity, validateOnly, [], (digest) => ({
    kind: 'submit',
    digest,
  }));
}

export function reviseActivity(
  ctx: NodeContext,
  organisation: Organisation,
  { activity, baseRevision: base, validateOnly }: ReviseActivityRequest,
): Promise<WriteResult<ActivityReceipt>> {
  const violations = checkBaseRevision(base);
  return writeActivity(ctx, organisation, activity, validateOnly, violations, (digest) => ({
    kind: 'revise',
    digest,
    base,
  }));
}

function writeActivity(
  ctx: NodeContext,
  organisation: Organisation,
  activity: Activity | undefined,
  validateOnly: boolean,
  violations: readonly Violation[],
  toCommand: (digest: string) => ActivityCommand['command'],
): Promise<WriteResult<ActivityReceipt>> {
  if (activity === undefined)
    return countRefusal(ctx, createInvalidArgument([...violations, violation('activity', 'is required')]));
  const prepared = prepareActivity(activity, ctx.country, { today: ctx.today(), digest: ctx.digest });
  if (prepared.kind === 'refused' || violations.length > 0)
    return countRefusal(
      ctx,
      createInvalidArgument([...violations, ...(prepared.kind === 'refused' ? prepared.violations : [])]),
    );
  const { activityId } = activity;
  return awaitCommand(
    ctx,
    ctx.ledger.writeActivity({
      organisation: organisation.number,
      activityId,
      reference: () => ctx.references.activity(organisation, activityId),
      command: toCommand(prepared.digest),
      activity: prepared.activity,
      notes: prepared.notes,
      validateOnly,
    }),
  );
}
