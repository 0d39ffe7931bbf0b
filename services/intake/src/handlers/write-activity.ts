import type { Organisation } from '@waylight/access';
import type { Activity, ActivityReceipt, Violation } from '@waylight/contracts/intake';
import type { NodeContext } from '../context.ts';
import type { ActivityCommand } from '../report/activity-command-handler.ts';
import { prepareActivity } from '../steps/prepare-activity.ts';
import { createInvalidArgument, violation } from './refusals.ts';
import { awaitCommand, countRefusal, type WriteResult } from './write-report.ts';

export function writeActivity(
  ctx: NodeContext,
  organisation: Organisation,
  activity: Activity | undefined,
  validateOnly: boolean,
  violations: readonly Violation[],
  command: (digest: string) => ActivityCommand['command'],
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
      reference: () => ctx.activityReference(organisation, activityId),
      command: command(prepared.digest),
      activity: prepared.activity,
      validateOnly,
    }),
  );
}
