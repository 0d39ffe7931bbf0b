import type { Command } from 'commander';
import { COUNTRY_FLAG, COUNTRY_HELP } from '../connection/country.ts';
import { withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';
import type { ReportFlags } from './report.ts';

export type ReviseFlags = ReportFlags & { readonly base: string };

export function registerRevise(program: Command, kit: Kit): void {
  const command = program
    .command('revise')
    .summary('replace a report by a later version')
    .description(
      'Replaces a report in full by the one in a JSON file (- is stdin). It names the revision that it replaces; if ' +
        'that is no longer the current one it is refused. A revision of a retracted report brings it back.',
    )
    .argument('<file>', 'JSON: the whole report, or a list with --base current')
    .requiredOption('--base <n>', 'the revision that it replaces, or "current" to ask the node for it')
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--validate-only', 'check everything and change nothing')
    .option('--json', 'print the receipt as JSON')
    .addHelpText('after', '\nExample:\n  npx waylight revise report.json --country MK --base 1');
  withConnection(command).action(
    kit.action(async (file: string, flags: ReviseFlags) => {
      const { revise } = await import('../submission/revise.ts');
      return revise(kit, file, flags);
    }),
  );
}
