import { isLogAsDesired, type LogPlan, planLog } from '@waylight/event-log';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { describePlan } from '../../topics/describe-plan.ts';
import { readLogVariables, withLogAdministration } from '../../topics/open-log.ts';
import { desiredLogOf, type PlanFlags, withPlanFlags } from '../../topics/plan-flags.ts';

export const define: DefineCommand = (command, context) => {
  withPlanFlags(command)
    .description(
      'Prints which topics and access rules are missing or differ, and which rules permit more than the data. Changes nothing.',
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing to do, 7 something differs.\n\nExample:\n  waylight topics plan --brokers kafka.example:9093 --ca kafka-ca.crt --certificate admin.crt --key admin.key',
    )
    .action(
      context.action(async (flags: PlanFlags) =>
        withLogAdministration(await readLogVariables(context, flags), async ({ administration, names }) =>
          printPlan(context, flags, await planLog(administration, desiredLogOf(flags, names))),
        ),
      ),
    );
};

/** Prints a plan and returns its exit code. */
export function printPlan(
  context: Pick<CommandContext, 'print' | 'printJson'>,
  { format }: Pick<PlanFlags, 'format'>,
  plan: LogPlan,
): ExitCode {
  if (format === 'json') context.printJson({ outcome: 'planned', ...plan });
  else context.print([...describePlan(plan), 'Nothing was changed.'].join('\n'));
  return isLogAsDesired(plan) ? EXIT.ok : EXIT.partial;
}
