import { readRegistryFile } from '@waylight/access';
import type { RegistryFlags, RegistryListFlags } from '../commands/registry.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refused } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { printRows } from '../tables/print-rows.ts';
import { registryFile, withRegistryFile } from './file.ts';

const COLUMNS = ['id', 'number', 'role', 'countries', 'status', 'revoked', 'name'] as const;

export async function listOrganisations(kit: Kit, flags: RegistryListFlags): Promise<ExitCode> {
  const file = registryFile(flags, kit);
  const registry = await withRegistryFile(() => readRegistryFile(file));
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
  kit.say(`authorities: ${named(authorities)}; data-protection officers: ${named(officers)}`);
  kit.say(`version ${version}; operators: ${operators.join(', ') || 'none'}`);
  return EXIT.ok;
}

export async function showRegistered(kit: Kit, id: string, flags: RegistryFlags): Promise<ExitCode> {
  const file = registryFile(flags, kit);
  const registry = await withRegistryFile(() => readRegistryFile(file));
  const found = {
    organisation: registry.organisations,
    authority: registry.authorities,
    officer: registry.officers,
  };
  const named = Object.entries(found).flatMap(([kind, list]) =>
    list.filter((one) => one.id === id).map((one) => ({ [kind]: one })),
  );
  if (named.length === 0)
    throw refused(
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
