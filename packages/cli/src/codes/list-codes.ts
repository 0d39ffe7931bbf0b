import type { NodeCountry } from '@waylight/contracts';
import type { CodesFlags } from '../commands/codes.ts';
import type { Connection } from '../connection/connect.ts';
import { nodeCountry } from '../connection/country.ts';
import { resolveFlags } from '../connection/flags.ts';
import { readRegistry } from '../connection/identity.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { nearestNames } from '../nearest-names.ts';
import { columnsOf, textTable } from '../tables/text-table.ts';

export async function listCodes(kit: Kit, list: string | undefined, flags: CodesFlags): Promise<ExitCode> {
  const requestedCountry = flags.country === undefined ? undefined : nodeCountry(flags.country);
  const connection = await kit.connect(flags, { country: requestedCountry });
  const country = requestedCountry ?? (await findHomeCountry(connection, resolveFlags(flags, kit.env).node));
  const intake = await connection.intake(country);
  // All of them, so that a misspelt name can be told the nearest.
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
  const rows = chosen.flatMap(({ name, codes }) =>
    codes.map(({ id, label, mappings }) => [name, id, label, mappings.join('; ')]),
  );
  const titles = ['list', 'id', 'label', 'mappings'];
  switch (flags.format) {
    case 'json':
      kit.print(
        JSON.stringify(
          {
            codeBookVersion,
            lists: chosen.map(({ name, codes }) => ({
              name,
              codes: codes.map(({ id, label, mappings }) => ({ id, label, mappings })),
            })),
          },
          null,
          2,
        ),
      );
      break;
    case 'csv':
      kit.print((await import('@waylight/presentation')).csv(titles, rows));
      break;
    case 'table':
      // Mappings are many and long: on a screen they would push the labels apart.
      kit.print(
        textTable(
          columnsOf(titles.slice(0, 3)),
          rows.map((row) => row.slice(0, 3)),
          kit.style,
        ),
      );
      kit.printMessage('mappings to other lists: --format csv or json');
      break;
    default:
      flags.format satisfies never;
  }
  return EXIT.ok;
}

/** The first country of the organisation that calls; any will do where only one node's address is known. */
async function findHomeCountry(connection: Connection, node: string | undefined): Promise<NodeCountry> {
  if (node !== undefined) return 'MK';
  const registry = await readRegistry(connection.location);
  return nodeCountry(registry.findById(connection.name)?.countries[0]);
}
