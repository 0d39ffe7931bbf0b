import type { Organisation } from '@waylight/access';
import type { Activity, ActivityReceipt, Violation } from '@waylight/contracts/intake';
import type { NodeContext } from '../context.ts';
import type { ActivityCommand } from '../ledger/activity-commands.ts';
import { prepareActivity } from '../steps/prepare-activity.ts';
import { invalid, violation } from './errors.ts';
import { refusedAs, type Written, writtenBy } from './write-report.ts';

export function writeActivity(
  ctx: NodeContext,
  organisation: Organisation,
  activity: Activity | undefined,
  validateOnly: boolean,
  violations: readonly Violation[],
  command: (digest: string) => ActivityCommand['command'],
): Promise<Written<ActivityReceipt>> {
  if (activity === undefined)
    return refusedAs(ctx, invalid([...violations, violation('activity', 'is required')]));
  const prepared = prepareActivity(activity, ctx.country, { today: ctx.today(), digest: ctx.digest });
  if (prepared.kind === 'refused' || violations.length > 0)
    return refusedAs(
      ctx,
      invalid([...violations, ...(prepared.kind === 'refused' ? prepared.violations : [])]),
    );
  const { activityId } = activity;
  return writtenBy(
    ctx,
    ctx.ledger.activity({
      organisation: organisation.number,
      activityId,
      reference: () => ctx.activityReference(organisation, activityId),
      command: command(prepared.digest),
      activity: prepared.activity,
      validateOnly,
    }),
  );
}
