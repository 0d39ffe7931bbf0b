import { readRegistryFile } from '@waylight/access';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure } from '../../failure.ts';
import { type Format, formatOption } from '../../options.ts';
import {
  type RegistryFlags,
  registryFilePath,
  translateRegistryErrors,
  withRegistryFile,
} from '../../registry/registry-file.ts';
import { printRows } from '../../tables/print-rows.ts';

type ShowFlags = RegistryFlags & { readonly format: Format };

export const define: DefineCommand = (command, context) => {
  withRegistryFile(command)
    .description(
      'Prints the entry of an organisation, authority or data-protection officer, and its revoked certificates.',
    )
    .argument('<id>')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight registry show MYLA')
    .action(context.action((id: string, flags: ShowFlags) => showEntry(context, id, flags)));
};

async function showEntry(context: CommandContext, id: string, flags: ShowFlags): Promise<ExitCode> {
  const file = registryFilePath(flags, context);
  const registry = await translateRegistryErrors(() => readRegistryFile(file));
  const lists = {
    organisation: registry.organisations,
    authority: registry.authorities,
    officer: registry.officers,
  };
  const entries = Object.entries(lists).flatMap(([kind, list]) =>
    list.filter((entry) => entry.id === id).map((entry) => [kind, entry] as const),
  );
  if (entries.length === 0) {
    const ids = Object.values(lists).flatMap((list) => list.map((entry) => entry.id));
    throw refusedFailure(
      `there is no organisation, authority or officer ${id}`,
      `There are: ${ids.join(', ')}`,
    );
  }
  const revoked = registry.revoked.filter(({ holder }) => holder === id);
  await printRows(context, {
    format: flags.format,
    columns: ['entry', 'field', 'value'],
    rows: [
      ...entries.flatMap(([kind, entry]) => fieldRows(kind, entry)),
      ...revoked.flatMap((revocation) => fieldRows('revoked certificate', revocation)),
    ],
    document: { version: registry.version, ...Object.fromEntries(entries), revoked },
  });
  return EXIT.ok;
}

function fieldRows(entry: string, fields: object) {
  return Object.entries(fields).map(([field, value]) => ({ entry, field, value: formatValue(value) }));
}

function formatValue(value: unknown): string {
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
