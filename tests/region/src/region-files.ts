import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRegistry, type Registry } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { createNodeKeys, type NodeKeys } from '@waylight/node-keys';
import { releaseSecret } from '@waylight/testing/fixed';
import { type Certificates, createCertificates } from './certificates.ts';
import { createReleaseKeys } from './release-keys.ts';
import { ROOT } from './service-process.ts';

/** Files of a region in the layout of a trial region, so that the command line finds them. */
export type RegionFiles = {
  readonly registry: string;
  readonly certificates: Certificates;
  /** Keys of a running node. */
  readonly keys: (country: NodeCountry) => NodeKeys;
  readonly nodeKeys: (country: NodeCountry) => string;
  readonly releaseSecret: string;
  readonly signingKey: string;
  readonly releaseKeys: string;
  readonly plan: string;
};

export type RegionFilesOptions = {
  readonly portOffset: number;
  readonly nodes: readonly NodeCountry[];
  /** The release secret as 64 hexadecimal digits. */
  readonly secret?: string | undefined;
  /** JSON. Default: the registry of `infra/`. */
  readonly registry?: string | undefined;
  /** Organisations with a certificate. Default: all of the registry. */
  readonly organisations?: readonly string[] | undefined;
  readonly plan?: object | undefined;
  /** Public release keys in JSON. Default: that of the signing key. */
  readonly releaseKeys?: string | undefined;
};

export async function writeRegionFiles(dir: string, options: RegionFilesOptions): Promise<RegionFiles> {
  const registry = join(dir, 'registry.json');
  const shipped = join(ROOT, 'infra/registry/registry.json');
  await writeFile(registry, options.registry ?? (await readFile(shipped)));
  const { organisations, operators } = await readRegistry(registry);
  const certificates = await createCertificates(join(dir, 'certs'), {
    organisations: options.organisations ?? organisations.map(({ id }) => id),
    operators,
    nodes: options.nodes,
  });
  const secrets = join(dir, 'keys');
  await mkdir(secrets, { mode: 0o700 });
  const write = async (folder: string, name: string, content: string): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, content, { mode: folder === secrets ? 0o600 : 0o644 });
    return file;
  };
  const nodeKeys = (country: NodeCountry) => join(secrets, `node-${country}.json`);
  const keys = new Map<NodeCountry, NodeKeys>();
  if (options.nodes.length > 0) {
    const created = createNodeKeys(organisations);
    for (const country of options.nodes) {
      keys.set(country, created[country]);
      await write(secrets, `node-${country}.json`, JSON.stringify(created[country]));
    }
  }
  const { signingKey, publicKeysJson } = createReleaseKeys();
  await write(dir, 'region.json', JSON.stringify({ host: '127.0.0.1', portOffset: options.portOffset }));
  return {
    registry,
    certificates,
    keys: (country) => {
      const own = keys.get(country);
      if (own === undefined) throw new Error(`the region has no node ${country}`);
      return own;
    },
    nodeKeys,
    releaseSecret: await write(secrets, 'release-secret', options.secret ?? releaseSecret()),
    signingKey: await write(secrets, 'signing-key.pem', signingKey),
    releaseKeys: await write(dir, 'release-keys.json', options.releaseKeys ?? publicKeysJson),
    plan: await write(dir, 'release-plan.json', JSON.stringify(options.plan ?? DEFAULT_RELEASE_PLAN)),
  };
}

/** Reads a registry file. @throws Error with its problems. */
export async function readRegistry(file: string): Promise<Registry> {
  const parsed = parseRegistry(JSON.parse(await readFile(file, 'utf8')));
  if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
  return parsed.registry;
}
