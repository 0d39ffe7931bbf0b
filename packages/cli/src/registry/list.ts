import { readRegistryFile } from '@waylight/registry-file';
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
  kit.say(`version ${registry.version}; operators: ${registry.operators.join(', ') || 'none'}`);
  return EXIT.ok;
}

export async function showOrganisation(kit: Kit, id: string, flags: RegistryFlags): Promise<ExitCode> {
  const file = registryFile(flags, kit);
  const { version, organisations, revoked } = await withRegistryFile(() => readRegistryFile(file));
  const organisation = organisations.find((one) => one.id === id);
  if (organisation === undefined)
    throw refused(
      `there is no organisation ${id}`,
      `There are: ${organisations.map((one) => one.id).join(', ')}`,
    );
  const own = revoked.filter(({ holder }) => holder === id);
  kit.print(JSON.stringify({ version, organisation, revoked: own }, undefined, 2));
  return EXIT.ok;
}
