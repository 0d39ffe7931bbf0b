import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { nodeCountry } from '../../connection/country.ts';
import type { ExitCode } from '../../exit-codes.ts';
import { usageFailure } from '../../failure.ts';
import {
  applyRegistryChange,
  type RegistryChangeFlags,
  withRegistryChange,
} from '../../registry/apply-change.ts';

type AddOfficerFlags = RegistryChangeFlags & { readonly organisation?: string; readonly country?: string };

export const define: DefineCommand = (command, context) => {
  withRegistryChange(command)
    .description(
      'Adds a data-protection officer of an organisation or of a country. They can read audits, but no reports or counts. For ' +
        'operators.',
    )
    .argument('<id>')
    .option('--organisation <org>', 'the organisation of the officer')
    .option('--country <cc>', 'the country of the officer, instead of --organisation')
    .addHelpText(
      'after',
      '\nExample:\n  waylight registry add-officer dpo-myla --organisation MYLA --dry-run',
    )
    .action(context.action((id: string, flags: AddOfficerFlags) => addOfficer(context, id, flags)));
};

async function addOfficer(context: CommandContext, id: string, flags: AddOfficerFlags): Promise<ExitCode> {
  const { organisation, country } = flags;
  if ((organisation === undefined) === (country === undefined))
    throw usageFailure(
      'an officer has either one organisation or one country: use --organisation or --country',
    );
  const officer = organisation === undefined ? { id, country: nodeCountry(country) } : { id, organisation };
  return applyRegistryChange(context, { kind: 'officer-added', officer }, flags);
}
