import { access, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Registry } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import {
  CredentialMissingError,
  credentialPaths,
  KeyExposedError,
  readCredential,
  readKey,
  type TlsMaterial,
} from '@waylight/service-kit/client';
import { EXIT } from '../exit-codes.ts';
import { CommandFailure, usageFailure } from '../failure.ts';
import type { ConnectionFlags } from './flags.ts';
import { CERTIFICATE_FOLDERS, type RegionLocation } from './region-location.ts';

/** A caller: its name and its certificate. */
export type Identity = {
  /** The organisation's or operator's id; for --certificate, the name of its file. */
  readonly name: string;
  readonly tls: TlsMaterial;
};

export type Caller = { readonly country?: NodeCountry; readonly operator?: boolean };

/** The name of the operators' certificate in a trial. */
export const TRIAL_OPERATOR = 'region';

/** Reads the certificate that the flags name, or the certificate of the country's lead organisation. */
export async function findIdentity(
  flags: ConnectionFlags,
  location: RegionLocation,
  caller: Caller,
  printMessage: (line: string) => void,
): Promise<Identity> {
  const { ca, certificate, key } = flags;
  if (ca !== undefined || certificate !== undefined || key !== undefined)
    return readIdentityFiles({ ca, certificate, key });
  await requireRegionFolder(location.dataDir);
  const certs = join(location.dataDir, 'certs');
  const organisations = join(certs, CERTIFICATE_FOLDERS.organisation);
  const kinds =
    caller.operator === true
      ? (['operator', 'officer'] as const)
      : (['organisation', 'authority', 'officer'] as const);
  const folders = kinds.map((kind) => join(certs, CERTIFICATE_FOLDERS[kind]));
  const name = caller.operator
    ? (flags.as ?? TRIAL_OPERATOR)
    : (flags.as ?? (await findLeadOrganisation(location, caller.country, organisations, printMessage)));
  const dir = await findCredentialFolder(name, folders);
  return translateCredentialError(async () => ({
    name,
    tls: { ca: await readText(join(certs, 'ca.crt')), ...(await readCredential(dir, name)) },
  }));
}

async function findCredentialFolder(name: string, folders: readonly string[]): Promise<string> {
  const known: string[] = [];
  for (const folder of folders) {
    const names = await listCredentialNames(folder);
    if (names.includes(name)) return folder;
    known.push(...names);
  }
  throw new CommandFailure(EXIT.notPermitted, `${folders[0]} has no certificate of ${name}`, [
    known.length === 0
      ? 'It has no certificates: was the region started here?'
      : `It has: ${known.join(', ')}`,
  ]);
}

async function readIdentityFiles(files: {
  ca?: string;
  certificate?: string;
  key?: string;
}): Promise<Identity> {
  const { ca, certificate, key } = files;
  if (ca === undefined || certificate === undefined || key === undefined) {
    const missing = Object.entries({ ca, certificate, key }).filter(([, file]) => file === undefined);
    throw usageFailure(
      `--ca, --certificate and --key must be used together: ${missing.map(([flag]) => `--${flag}`).join(' and ')} is missing`,
    );
  }
  return translateCredentialError(async () => ({
    name: basename(certificate).replace(/\.\w+$/, ''),
    tls: { ca: await readText(ca), certificate: await readText(certificate), key: await readKey(key) },
  }));
}

/** The lead organisation of the country; without a country, the first lead whose certificate is in the folder. */
async function findLeadOrganisation(
  location: RegionLocation,
  country: NodeCountry | undefined,
  dir: string,
  printMessage: (line: string) => void,
): Promise<string> {
  const registry = await readRegistry(location);
  if (country !== undefined) {
    const lead = registry.findLead(country);
    if (lead !== undefined) return lead.id;
    throw usageFailure(`the registry has no lead organisation for ${country}: use --as ORG`);
  }
  const known = await listCredentialNames(dir);
  const lead = registry.organisations.find(({ id, role }) => role === 'lead' && known.includes(id));
  if (lead === undefined)
    throw new CommandFailure(EXIT.notPermitted, `${dir} has no certificate of a lead organisation`, [
      'Use --as ORG, or start the region: npm start',
    ]);
  printMessage(`as ${lead.id} (choose with --as ORG or WAYLIGHT_AS)`);
  return lead.id;
}

/** The registry in the region's folder. */
export async function readRegistry(location: RegionLocation): Promise<Registry> {
  const file = join(location.dataDir, 'registry.json');
  const { parseRegistry } = await import('@waylight/access');
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CommandFailure(
      EXIT.usage,
      `${file} cannot be read`,
      ['Use --as ORG, or start the region: npm start'],
      { cause: error },
    );
  }
  const parsed = parseRegistry(content);
  if ('registry' in parsed) return parsed.registry;
  throw usageFailure(`${file} is not a valid registry`, ...parsed.problems);
}

async function requireRegionFolder(dataDir: string): Promise<void> {
  try {
    await access(dataDir);
  } catch (error) {
    throw new CommandFailure(
      EXIT.tryAgain,
      `${dataDir} has no region`,
      [
        'Start one: npm start',
        'If it was started with --data DIR, add the same here',
        'Or use another region: --node/--insights with --ca --certificate --key',
      ],
      { cause: error },
    );
  }
}

async function listCredentialNames(dir: string): Promise<string[]> {
  const files = await readdir(dir).catch(() => []);
  return files
    .filter((file) => credentialPaths('', basename(file, '.crt')).certificate === file)
    .map((file) => basename(file, '.crt'))
    .sort();
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CommandFailure(EXIT.notPermitted, `${file} cannot be read`, ['Is this the right file?'], {
      cause: error,
    });
  }
}

export async function translateCredentialError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof KeyExposedError || error instanceof CredentialMissingError)
      throw new CommandFailure(EXIT.notPermitted, error.message, [], { cause: error });
    throw error;
  }
}
