import { type Command, Option } from 'commander';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';

export type AccessFlags = { readonly server?: string; readonly format: Format };

export function registerAccess(program: Command, kit: Kit): void {
  program
    .command('access')
    .summary('what each kind of caller gets at every door')
    .description(
      'Prints the table of access for a kind of caller; without one, the kinds that there are. Nobody is asked: it takes no region.',
    )
    .argument('[kind]', 'such as lead, network, authority, officer, operator, public')
    .addOption(
      new Option(
        '--server <name>',
        'only of one: node, node-http, aggregation, aggregation-http, insights, …',
      ),
    )
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  npx waylight access officer')
    .action(
      kit.action(async (kind: string | undefined, flags: AccessFlags) => {
        const { printAccess } = await import('../access/print-access.ts');
        return printAccess(kit, kind, flags);
      }),
    );
}
