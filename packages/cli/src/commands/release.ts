import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';

export type CloseDueFlags = ConnectionFlags & { readonly json?: boolean };
export type PlanFlags = { readonly file?: string };

export function registerRelease(program: Command, kit: Kit): void {
  const release = program
    .command('release')
    .summary('what leaves: the plan, and the periods that are due')
    .description('The release plan, and the periods that are due by it.')
    .addHelpText('after', '\nExample:\n  npx waylight release plan');
  release
    .command('plan')
    .description('Says in words what leaves by the release plan: which tables, to whom, when, in which form.')
    .option('--file <file>', 'another plan file than the one that ships')
    .addHelpText('after', '\nExample:\n  npx waylight release plan --file release-plan.json')
    .action(
      kit.action(async (flags: PlanFlags) => {
        const { tellPlan } = await import('../operations/release.ts');
        return tellPlan(kit, flags);
      }),
    );
  const closeDue = release
    .command('close-due')
    .description(
      'Closes every period that is due by the plan and publishes its tables. It happens by itself too; giving ' +
        'the command again changes nothing.',
    )
    .option('--json', 'print the new releases as JSON')
    .addHelpText('after', '\nExample:\n  npx waylight release close-due');
  withConnection(closeDue).action(
    kit.action(async (flags: CloseDueFlags) => {
      const { closeDuePeriods } = await import('../operations/release.ts');
      return closeDuePeriods(kit, flags);
    }),
  );
}
