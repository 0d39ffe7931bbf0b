import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { nodeCountry } from '../../connection/country.ts';
import type { ExitCode } from '../../exit-codes.ts';
import {
  applyRegistryChange,
  type RegistryChangeFlags,
  withRegistryChange,
} from '../../registry/apply-change.ts';

type AddAuthorityFlags = RegistryChangeFlags & { readonly name: string; readonly country: string };

export const define: DefineCommand = (command, context) => {
  withRegistryChange(command)
    .description('Adds an authority. It can only read releases for authorities. For operators.')
    .argument('<id>')
    .requiredOption('--name <name>', 'its name for people')
    .requiredOption('--country <cc>', 'the country of the authority')
    .addHelpText(
      'after',
      '\nExample:\n  waylight registry add-authority asylum-mk --name "Department for Asylum" --country MK --dry-run',
    )
    .action(context.action((id: string, flags: AddAuthorityFlags) => addAuthority(context, id, flags)));
};

async function addAuthority(
  context: CommandContext,
  id: string,
  flags: AddAuthorityFlags,
): Promise<ExitCode> {
  const authority = { id, name: flags.name, country: nodeCountry(flags.country) };
  return applyRegistryChange(context, { kind: 'authority-added', authority }, flags);
}
