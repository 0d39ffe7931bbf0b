import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import { createNodeKeys, type NodeKeys } from '@waylight/intake';
import { releaseSecret } from '@waylight/testing/fixed';
import { type Certificates, makeCertificates } from './certificates.ts';
import { readRegistry } from './registry-file.ts';
import { makeReleaseKeys } from './release-keys.ts';
import { ROOT } from './service-process.ts';

/** Files that the operators of a region prepare, in the layout of a trial region, which the command line knows. */
export type RegionFiles = {
  readonly registry: string;
  readonly certificates: Certificates;
  readonly keys: Readonly<Record<NodeCountry, NodeKeys>>;
  readonly nodeKeys: (country: NodeCountry) => string;
  readonly releaseSecret: string;
  readonly signingKey: string;
  readonly releaseKeys: string;
};

export type RegionFilesOptions = {
  readonly portOffset: number;
  readonly nodes: readonly NodeCountry[];
  /** The release secret as 64 hexadecimal digits. */
  readonly secret?: string | undefined;
};

export async function writeRegionFiles(dir: string, options: RegionFilesOptions): Promise<RegionFiles> {
  const registry = join(dir, 'registry.json');
  await cp(join(ROOT, 'infra/registry/registry.json'), registry);
  const { organisations, operators } = await readRegistry(registry);
  const certificates = await makeCertificates(join(dir, 'certs'), {
    organisations: organisations.map(({ id }) => id),
    operators,
  });
  const secrets = join(dir, 'keys');
  await mkdir(secrets, { mode: 0o700 });
  const write = async (folder: string, name: string, content: string): Promise<string> => {
    const file = join(folder, name);
    await writeFile(file, content, { mode: folder === secrets ? 0o600 : 0o644 });
    return file;
  };
  const keys = createNodeKeys(organisations);
  const nodeKeys = (country: NodeCountry) => join(secrets, `node-${country}.json`);
  for (const country of options.nodes)
    await write(secrets, `node-${country}.json`, JSON.stringify(keys[country]));
  const { signingKey, listed } = makeReleaseKeys();
  await write(dir, 'region.json', JSON.stringify({ host: '127.0.0.1', portOffset: options.portOffset }));
  return {
    registry,
    certificates,
    keys,
    nodeKeys,
    releaseSecret: await write(secrets, 'release-secret', options.secret ?? releaseSecret()),
    signingKey: await write(secrets, 'signing-key.pem', signingKey),
    releaseKeys: await write(dir, 'release-keys.json', listed),
  };
}
