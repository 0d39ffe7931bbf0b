import { userInfo } from 'node:os';
import type { Organisation, RegistryChange } from '@waylight/registry';
import { makeNextVersion, type Step } from '@waylight/registry-file';
import type { AddOrganisationFlags, RegistryChangeFlags } from '../commands/registry.ts';
import { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usage } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { registryFile, withRegistryFile } from './file.ts';

export async function addOrganisation(kit: Kit, id: string, flags: AddOrganisationFlags): Promise<ExitCode> {
  const { name, attribution } = flags;
  const countries = flags.countries.split(',').map((country) => nodeCountry(country.trim(), '--countries'));
  const publicSource = attribution === undefined ? {} : { publicSource: { attribution } };
  const organisation = { id, name, countries, role: roleOf(flags.role), ...publicSource };
  return changeFile(kit, { kind: 'organisation-added', organisation }, flags);
}

/** Makes the next version with this change in it, and says what was done. */
export async function changeFile(
  kit: Kit,
  change: RegistryChange,
  flags: RegistryChangeFlags,
): Promise<ExitCode> {
  const file = registryFile(flags, kit);
  const { as, dryRun: isDryRun = false, json = false } = flags;
  const account = userInfo().username;
  const step = await withRegistryFile(() =>
    makeNextVersion({ file, change, as, account, now: new Date(), isDryRun }),
  );
  if (json) kit.print(JSON.stringify(step.line, undefined, 2));
  sayStep(kit, file, step, isDryRun);
  return EXIT.ok;
}

function sayStep(kit: Kit, file: string, { line, hasGap }: Step, isDryRun: boolean): void {
  if (hasGap)
    kit.say('warning: the file was changed without this command since the last line of registry-audit.jsonl');
  kit.say(
    isDryRun
      ? `would make version ${line.version} of ${file}: ${words(line.change)}. Nothing was written.`
      : `version ${line.version} of ${file}: ${words(line.change)}`,
  );
}

function words(change: RegistryChange): string {
  switch (change.kind) {
    case 'organisation-added':
      return `${change.organisation.id} is added`;
    case 'organisation-suspended':
      return `${change.id} is suspended`;
    case 'organisation-reinstated':
      return `${change.id} is reinstated`;
    case 'certificate-revoked':
      return `the certificate ${change.revocation.fingerprint.slice(0, 11)}… of ${change.revocation.holder} is revoked`;
    default:
      return change satisfies never;
  }
}

function roleOf(role: string): Organisation['role'] {
  const known = (['lead', 'regional', 'network'] as const).find((one) => one === role);
  if (known === undefined) throw usage(`--role got "${role}"; it wants lead, regional or network`);
  return known;
}
