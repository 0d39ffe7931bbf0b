import { readRegistryFile } from '@waylight/access';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type Format, formatOption } from '../../options.ts';
import {
  type RegistryFlags,
  registryFilePath,
  translateRegistryErrors,
  withRegistryFile,
} from '../../registry/registry-file.ts';
import { printRows } from '../../tables/print-rows.ts';

type ListFlags = RegistryFlags & { readonly format: Format };

export const define: DefineCommand = (command, context) => {
  withRegistryFile(command)
    .description(
      'Lists all organisations with their nodes, roles and status; then authorities, officers and operators.',
    )
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight registry list --format csv')
    .action(context.action((flags: ListFlags) => listOrganisations(context, flags)));
};

async function listOrganisations(context: CommandContext, flags: ListFlags): Promise<ExitCode> {
  const file = registryFilePath(flags, context);
  const registry = await translateRegistryErrors(() => readRegistryFile(file));
  await printRows(context, {
    format: flags.format,
    columns: ['id', 'number', 'role', 'countries', 'status', 'revoked', 'name'],
    rows: registry.organisations.map(({ id, number, role, countries, status, name }) => ({
      id,
      number,
      role,
      countries: countries.join(' '),
      status,
      revoked: registry.revoked.filter(({ holder }) => holder === id).length,
      name,
    })),
    numbers: ['number', 'revoked'],
    document: registry,
  });
  const { version, operators, authorities, officers } = registry;
  const idsOf = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join(', ') || 'none';
  context.printMessage(`authorities: ${idsOf(authorities)}; data-protection officers: ${idsOf(officers)}`);
  context.printMessage(`version ${version}; operators: ${operators.join(', ') || 'none'}`);
  return EXIT.ok;
}
