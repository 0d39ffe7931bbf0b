import { readRegistryFile } from '@waylight/access';
import type { RegistryFlags, RegistryListFlags } from '../commands/registry.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { printRows } from '../tables/print-rows.ts';
import { registryFilePath, translateRegistryErrors } from './registry-file.ts';

const COLUMNS = ['id', 'number', 'role', 'countries', 'status', 'revoked', 'name'] as const;

export async function listOrganisations(kit: Kit, flags: RegistryListFlags): Promise<ExitCode> {
  const file = registryFilePath(flags, kit);
  const registry = await translateRegistryErrors(() => readRegistryFile(file));
  await printRows(kit, {
    format: flags.format,
    columns: COLUMNS,
    rows: registry.organisations.map(({ id, number, role, countries, status, name }) => ({
      ...{ id, number, role, countries: countries.join(' '), status, name },
      revoked: registry.revoked.filter(({ holder }) => holder === id).length,
    })),
    numbers: ['number', 'revoked'],
    document: registry,
  });
  const { version, operators, authorities, officers } = registry;
  const named = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join(', ') || 'none';
  kit.printMessage(`authorities: ${named(authorities)}; data-protection officers: ${named(officers)}`);
  kit.printMessage(`version ${version}; operators: ${operators.join(', ') || 'none'}`);
  return EXIT.ok;
}

export async function showRegistryEntry(kit: Kit, id: string, flags: RegistryFlags): Promise<ExitCode> {
  const file = registryFilePath(flags, kit);
  const registry = await translateRegistryErrors(() => readRegistryFile(file));
  const found = {
    organisation: registry.organisations,
    authority: registry.authorities,
    officer: registry.officers,
  };
  const named = Object.entries(found).flatMap(([kind, list]) =>
    list.filter((one) => one.id === id).map((one) => ({ [kind]: one })),
  );
  if (named.length === 0)
    throw refusedFailure(
      `there is no organisation, authority or officer ${id}`,
      `There are: ${Object.values(found)
        .flat()
        .map((one) => one.id)
        .join(', ')}`,
    );
  const own = registry.revoked.filter(({ holder }) => holder === id);
  kit.print(
    JSON.stringify(Object.assign({ version: registry.version }, ...named, { revoked: own }), undefined, 2),
  );
  return EXIT.ok;
}
