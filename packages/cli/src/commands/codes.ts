import type { NodeCountry } from '@waylight/contracts';
import { nearestNames } from '@waylight/trends';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import type { Connection } from '../connection/connect.ts';
import { COUNTRY_FLAG, COUNTRY_HELP, nodeCountry } from '../connection/country.ts';
import { type ConnectionFlags, resolveFlags, withConnection } from '../connection/flags.ts';
import { readRegistry } from '../connection/identity.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure } from '../failure.ts';
import { type Format, formatOption, languageOption } from '../options.ts';
import { printRows } from '../tables/print-rows.ts';

type CodesFlags = ConnectionFlags & {
  readonly country?: string;
  readonly lang: string;
  readonly format: Format;
};

export const define: DefineCommand = (command, context) => {
  command
    .description('Prints the code lists of a node with labels: one list, or all of them.')
    .argument('[list]', 'such as incidentType, country, area, segment')
    .option(COUNTRY_FLAG, `${COUNTRY_HELP} (default: the first of the organisation)`)
    .addOption(languageOption())
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight codes incidentType --lang sq');
  withConnection(command).action(
    context.action((list: string | undefined, flags: CodesFlags) => listCodes(context, list, flags)),
  );
};

async function listCodes(
  context: CommandContext,
  list: string | undefined,
  flags: CodesFlags,
): Promise<ExitCode> {
  const requestedCountry = flags.country === undefined ? undefined : nodeCountry(flags.country);
  const connection = await context.connect(flags, { country: requestedCountry });
  const country =
    requestedCountry ?? (await findHomeCountry(connection, resolveFlags(flags, context.env).node));
  const intake = await connection.intake(country);
  // Fetches all lists, so that an error about a misspelt name can suggest the nearest name.
  const { lists, codeBookVersion } = await intake.listCodes({ list: '', language: flags.lang });
  const chosen = list === undefined ? lists : lists.filter(({ name }) => name === list);
  if (chosen.length === 0) {
    const names = lists.map(({ name }) => name);
    throw refusedFailure(
      `there is no code list "${list}"`,
      ...nearestNames(list ?? '', names),
      `There are: ${names.join(', ')}`,
    );
  }
  await printRows(context, {
    format: flags.format,
    // Mappings are omitted from tables: they are many and long, and would move labels far apart.
    columns: flags.format === 'table' ? ['list', 'id', 'label'] : ['list', 'id', 'label', 'mappings'],
    rows: chosen.flatMap(({ name, codes }) =>
      codes.map(({ id, label, mappings }) => ({ list: name, id, label, mappings: mappings.join('; ') })),
    ),
    document: {
      codeBookVersion,
      lists: chosen.map(({ name, codes }) => ({
        name,
        codes: codes.map(({ id, label, mappings }) => ({ id, label, mappings })),
      })),
    },
  });
  if (flags.format === 'table') context.printMessage('mappings to other lists: --format csv or json');
  return EXIT.ok;
}

/** The first country of the caller's organisation; the node at --node if its address is given. */
async function findHomeCountry(
  connection: Connection,
  node: string | undefined,
): Promise<NodeCountry | 'any'> {
  if (node !== undefined) return 'any';
  const registry = await readRegistry(connection.location);
  return nodeCountry(registry.findById(connection.name)?.countries[0]);
}
