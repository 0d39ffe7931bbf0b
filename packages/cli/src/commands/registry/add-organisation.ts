import type { Organisation } from '@waylight/access';
import { Option } from 'commander';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { nodeCountry } from '../../connection/country.ts';
import type { ExitCode } from '../../exit-codes.ts';
import {
  applyRegistryChange,
  type RegistryChangeFlags,
  withRegistryChange,
} from '../../registry/apply-change.ts';

const ROLES: readonly Organisation['role'][] = ['lead', 'regional', 'network'];

type AddOrganisationFlags = RegistryChangeFlags & {
  readonly name: string;
  readonly countries: string;
  readonly role: Organisation['role'];
  readonly attribution?: string;
};

export const define: DefineCommand = (command, context) => {
  withRegistryChange(command)
    .description(
      'Adds an organisation under a new number. It can report as soon as it has a certificate, and each of its nodes has a key ' +
        'for it. A trial creates both at its next start.',
    )
    .argument('<id>')
    .requiredOption('--name <name>', 'its name for people')
    .requiredOption('--countries <cc,…>', 'the nodes that accept its reports')
    .addOption(new Option('--role <role>', 'its role').choices(ROLES).default('network'))
    .option('--attribution <text>', 'makes it a public source; this text accompanies its numbers')
    .addHelpText(
      'after',
      '\nExample:\n  waylight registry add-organisation LEGIS --name Legis --countries MK --as MYLA --dry-run',
    )
    .action(context.action((id: string, flags: AddOrganisationFlags) => addOrganisation(context, id, flags)));
};

async function addOrganisation(
  context: CommandContext,
  id: string,
  flags: AddOrganisationFlags,
): Promise<ExitCode> {
  const { name, role, attribution } = flags;
  const countries = flags.countries.split(',').map((country) => nodeCountry(country.trim(), '--countries'));
  const publicSource = attribution === undefined ? {} : { publicSource: { attribution } };
  const organisation = { id, name, countries, role, ...publicSource };
  return applyRegistryChange(context, { kind: 'organisation-added', organisation }, flags);
}
