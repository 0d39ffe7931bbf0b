import { userInfo } from 'node:os';
import type { Organisation, RegistryChange } from '@waylight/access';
import { changeRegistryFile, type RegistryChangeResult } from '@waylight/access';
import type {
  AddAuthorityFlags,
  AddOfficerFlags,
  AddOrganisationFlags,
  RegistryChangeFlags,
} from '../commands/registry.ts';
import { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { registryFilePath, translateRegistryErrors } from './registry-file.ts';

export async function addOrganisation(kit: Kit, id: string, flags: AddOrganisationFlags): Promise<ExitCode> {
  const { name, attribution } = flags;
  const countries = flags.countries.split(',').map((country) => nodeCountry(country.trim(), '--countries'));
  const publicSource = attribution === undefined ? {} : { publicSource: { attribution } };
  const organisation = { id, name, countries, role: parseRole(flags.role), ...publicSource };
  return applyRegistryChange(kit, { kind: 'organisation-added', organisation }, flags);
}

export async function addAuthority(kit: Kit, id: string, flags: AddAuthorityFlags): Promise<ExitCode> {
  const authority = { id, name: flags.name, country: nodeCountry(flags.country) };
  return applyRegistryChange(kit, { kind: 'authority-added', authority }, flags);
}

export async function addOfficer(kit: Kit, id: string, flags: AddOfficerFlags): Promise<ExitCode> {
  const { organisation, country } = flags;
  if ((organisation === undefined) === (country === undefined))
    throw usageFailure('whose officer? Say --organisation or --country, and not both');
  const officer = organisation === undefined ? { id, country: nodeCountry(country) } : { id, organisation };
  return applyRegistryChange(kit, { kind: 'officer-added', officer }, flags);
}

/** Makes the next version with this change in it, and says what was done. */
export async function applyRegistryChange(
  kit: Kit,
  change: RegistryChange,
  flags: RegistryChangeFlags,
): Promise<ExitCode> {
  const file = registryFilePath(flags, kit);
  const { as, dryRun: isDryRun = false, json = false } = flags;
  const account = userInfo().username;
  const step = await translateRegistryErrors(() =>
    changeRegistryFile({ file, change, as, account, now: new Date(), isDryRun }),
  );
  if (json) kit.print(JSON.stringify(step.line, undefined, 2));
  printStep(kit, file, step, isDryRun);
  return EXIT.ok;
}

function printStep(kit: Kit, file: string, { line, hasGap }: RegistryChangeResult, isDryRun: boolean): void {
  if (hasGap)
    kit.printMessage(
      'warning: the file was changed without this command since the last line of registry-audit.jsonl, or that line cannot be read',
    );
  kit.printMessage(
    isDryRun
      ? `would make version ${line.version} of ${file}: ${describeChange(line.change)}. Nothing was written.`
      : `version ${line.version} of ${file}: ${describeChange(line.change)}`,
  );
}

function describeChange(change: RegistryChange): string {
  switch (change.kind) {
    case 'organisation-added':
      return `${change.organisation.id} is added`;
    case 'organisation-suspended':
      return `${change.id} is suspended`;
    case 'organisation-reinstated':
      return `${change.id} is reinstated`;
    case 'authority-added':
      return `the authority ${change.authority.id} is added`;
    case 'officer-added':
      return `the data-protection officer ${change.officer.id} is added`;
    case 'authority-removed':
      return `the authority ${change.id} is taken out`;
    case 'officer-removed':
      return `the data-protection officer ${change.id} is taken out`;
    case 'certificate-revoked':
      return `the certificate ${change.revocation.fingerprint.slice(0, 11)}… of ${change.revocation.holder} is revoked`;
    default:
      return change satisfies never;
  }
}

function parseRole(role: string): Organisation['role'] {
  const known = (['lead', 'regional', 'network'] as const).find((one) => one === role);
  if (known === undefined) throw usageFailure(`--role got "${role}"; it wants lead, regional or network`);
  return known;
}
