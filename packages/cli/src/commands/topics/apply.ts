import { applyLog, isLogAsDesired, type LogPlan, planLog } from '@waylight/event-log';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { parseWholeNumber } from '../../options.ts';
import { confirm } from '../../terminal/confirm.ts';
import { describeAcls, describePlan } from '../../topics/describe-plan.ts';
import { readLogVariables, withLogAdministration } from '../../topics/open-log.ts';
import { desiredLogOf, type PlanFlags, withPlanFlags } from '../../topics/plan-flags.ts';
import { printPlan } from './plan.ts';

type ApplyFlags = PlanFlags & {
  readonly replication?: string;
  readonly removeForeign?: true;
  readonly yes?: true;
  readonly dryRun?: true;
};

export const define: DefineCommand = (command, context) => {
  withPlanFlags(command)
    .description(
      'Creates missing topics and access rules, and corrects settings. Repeating it is harmless. It never changes a number of ' +
        'partitions, creates no rules for a revoked node, and keeps rules that deny.',
    )
    .option('--replication <n>', "replicas of created topics (default: the broker's)")
    .option('--remove-foreign', 'also delete the rules that permit more than the data, after a question')
    .option('--yes', 'delete them without a question')
    .option('--dry-run', 'the same as topics plan')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 7 something still differs.\n\nExample:\n  waylight topics apply --env-file /srv/waylight/kafka.env --country MK',
    )
    .action(context.action((flags: ApplyFlags) => apply(context, flags)));
};

async function apply(context: CommandContext, flags: ApplyFlags): Promise<ExitCode> {
  const replication =
    flags.replication === undefined ? undefined : parseWholeNumber('--replication', flags.replication, 1, 99);
  const variables = await readLogVariables(context, flags);
  return withLogAdministration(
    variables,
    async ({ administration, names }) => {
      const desired = desiredLogOf(flags, names);
      const plan = await planLog(administration, desired);
      if (flags.dryRun === true) return printPlan(context, flags, plan);
      const removeForeign = flags.removeForeign === true && plan.foreign.length > 0;
      if (removeForeign && flags.yes !== true) await confirmRemoval(context, plan);
      const remaining = await applyLog(administration, desired, { plan, removeForeign });
      printOutcome(context, flags, plan, remaining);
      return isLogAsDesired(remaining) ? EXIT.ok : EXIT.partial;
    },
    replication,
  );
}

async function confirmRemoval(context: CommandContext, { foreign }: LogPlan): Promise<void> {
  for (const line of describeAcls(foreign)) context.printMessage(`foreign  ${line}`);
  await confirm(
    context,
    ['Delete these rules? Whoever uses them loses this access.'],
    'Run it without --remove-foreign, or answer yes.',
  );
}

function printOutcome(
  context: CommandContext,
  { format }: ApplyFlags,
  before: LogPlan,
  remaining: LogPlan,
): void {
  const changes = {
    topics: before.topics.length - remaining.topics.length,
    created: before.missing.length - remaining.missing.length,
    deleted: before.foreign.length - remaining.foreign.length,
  };
  if (format === 'json') {
    context.printJson({ outcome: 'applied', changes, ...remaining });
    return;
  }
  context.print(
    [
      `${changes.topics} topics or settings corrected, ${changes.created} rules created, ${changes.deleted} foreign rules deleted.`,
      ...describePlan(remaining),
    ].join('\n'),
  );
}
