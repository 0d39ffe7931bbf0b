import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NodeCountry } from '@waylight/contracts';
import { DEFAULT_RELEASE_PLAN, type ReleaseKey, type ReleasePlan } from '@waylight/disclosure-control';
import type { NodeKeys } from '@waylight/intake';
import type { Officer, Organisation, RegistryContent } from '@waylight/registry';
import { type Certificates, makeCertificates } from '../certificates.ts';
import { releaseSecret } from '../fixed.ts';
import { freeRegionPorts, type RegionPorts } from '../ports.ts';
import { makeReleaseKeys } from '../release-keys.ts';

const SHIPPED_REGISTRY = fileURLToPath(new URL('../../../../infra/registry/registry.json', import.meta.url));
export const PARTITIONS = 3;

/** One organisation of each kind: a lead, one of its network, a regional one, one suspended, and the lead of another country. */
const SMALL_REGISTRY: RegistryContent = {
  version: 1,
  organisations: [
    { id: 'MYLA', number: 5, name: 'A', countries: ['MK'], role: 'lead', status: 'active' },
    { id: 'LEGIS', number: 20, name: 'B', countries: ['MK'], role: 'network', status: 'active' },
    { id: 'BCHR', number: 6, name: 'C', countries: ['RS'], role: 'lead', status: 'active' },
    { id: 'GONE', number: 30, name: 'D', countries: ['MK'], role: 'network', status: 'suspended' },
    {
      id: 'DRC',
      number: 7,
      name: 'E',
      countries: ['MK', 'RS'],
      role: 'regional',
      status: 'active',
      publicSource: { attribution: 'Source E (CC BY 4.0)' },
    },
  ] satisfies Organisation[],
  operators: ['region', 'second'],
  authorities: [],
  officers: [
    { id: 'of-mk', country: 'MK' },
    { id: 'of-legis', organisation: 'LEGIS' },
    { id: 'of-rs', country: 'RS' },
  ] satisfies Officer[],
  revoked: [],
};

export type RegionFileOptions = {
  /** `shipped` (default): the registry of `infra/`. `small`: five organisations, one of each kind, and three officers. */
  readonly registry?: 'shipped' | 'small' | RegistryContent;
  readonly plan?: ReleasePlan;
  /** Public release keys in JSON; by default that of the region's signing key. */
  readonly releaseKeys?: string;
  /** Organisations whose certificates lie where the command line looks for them. */
  readonly organisations?: readonly string[];
};

export type ChangeRegistry = (before: RegistryContent) => Partial<RegistryContent>;

/** Files of a region, laid out as those of a trial region, in a folder of their own. */
export type RegionFiles = {
  readonly folder: string;
  readonly certificates: Certificates;
  readonly ports: RegionPorts;
  readonly signingKey: string;
  /** The public keys that releases are checked with. */
  readonly releaseKeys: readonly ReleaseKey[];
  /** Environment of a service that runs on these files. */
  readonly env: {
    readonly intake: (country: NodeCountry) => Promise<Readonly<Record<string, string>>>;
    readonly aggregation: Readonly<Record<string, string>>;
    readonly insights: Readonly<Record<string, string>>;
  };
  /** The keys file of a node, written at the first call. */
  readonly keysFile: (country: NodeCountry) => Promise<string>;
  /** Replaces the registry by its next version. */
  readonly changeRegistry: (change: ChangeRegistry) => void;
  /** Writes a private file of the folder and returns its path; replaces one that is there in one step. */
  readonly write: (name: string, content: string) => string;
  readonly remove: () => void;
};

export async function makeRegionFiles(options: RegionFileOptions = {}): Promise<RegionFiles> {
  const folder = mkdtempSync(join(tmpdir(), 'waylight-region-'));
  const write = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(`${path}.new`, content, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return path;
  };
  const ports = await freeRegionPorts();
  const certificates = await makeCertificates(join(folder, 'certs'), {
    organisations: options.organisations,
    operators: options.organisations === undefined ? [] : ['region'],
  });
  const { signingKey, listed } = makeReleaseKeys();
  const registryFile = write('registry.json', registryText(options.registry ?? 'shipped'));
  const planFile = write('release-plan.json', JSON.stringify(options.plan ?? DEFAULT_RELEASE_PLAN));
  const releaseKeysFile = write('release-keys.json', options.releaseKeys ?? listed);
  write('region.json', JSON.stringify({ portOffset: ports.offset, host: '127.0.0.1' }));
  await mkdir(join(folder, 'keys'));
  const readRegistry = (): RegistryContent => JSON.parse(readFileSync(registryFile, 'utf8'));

  let keys: Readonly<Record<NodeCountry, NodeKeys>> | undefined;
  const keysFile = async (country: NodeCountry): Promise<string> => {
    if (keys === undefined) {
      // Loaded here, so that a test of another service does not compile the intake.
      const { createNodeKeys } = await import('@waylight/intake');
      keys = createNodeKeys(readRegistry().organisations);
      for (const [node, own] of Object.entries(keys))
        write(join('keys', `node-${node}.json`), JSON.stringify(own));
    }
    return join(folder, 'keys', `node-${country}.json`);
  };
  const server = (service: 'INTAKE' | 'AGGREGATION' | 'INSIGHTS') => ({
    WAYLIGHT_REGISTRY_FILE: registryFile,
    [`WAYLIGHT_${service}_TLS_CA_FILE`]: certificates.caFile,
    [`WAYLIGHT_${service}_TLS_CERTIFICATE_FILE`]: certificates.serverCertificate,
    [`WAYLIGHT_${service}_TLS_KEY_FILE`]: certificates.serverKey,
  });
  return {
    ...{ folder, certificates, ports, signingKey, keysFile, write },
    releaseKeys: JSON.parse(options.releaseKeys ?? listed),
    env: {
      intake: async (country) => ({
        ...server('INTAKE'),
        WAYLIGHT_INTAKE_COUNTRY: country,
        WAYLIGHT_INTAKE_PORT: String(ports.intake(country)),
        WAYLIGHT_INTAKE_KEYS_FILE: await keysFile(country),
        WAYLIGHT_INTAKE_DATA_DIR: join(folder, 'nodes', country),
        WAYLIGHT_PARTITIONS: String(PARTITIONS),
      }),
      aggregation: {
        ...server('AGGREGATION'),
        WAYLIGHT_RELEASE_PLAN_FILE: planFile,
        WAYLIGHT_PARTITIONS: String(PARTITIONS),
        WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE: write(join('keys', 'release-secret'), releaseSecret()),
        WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE: write(join('keys', 'signing-key.pem'), signingKey),
        WAYLIGHT_AGGREGATION_AUDIT_FILE: join(folder, 'aggregation-audit.sqlite'),
        WAYLIGHT_AGGREGATION_OPERATIONS_PORT: String(ports.operations),
        WAYLIGHT_AGGREGATION_OPS_PORT: String(ports.worker(0).ops),
      },
      insights: {
        ...server('INSIGHTS'),
        WAYLIGHT_RELEASE_PLAN_FILE: planFile,
        WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: releaseKeysFile,
        WAYLIGHT_INSIGHTS_DATABASE_FILE: join(folder, 'insights.sqlite'),
        WAYLIGHT_INSIGHTS_AUDIT_FILE: join(folder, 'insights-audit.sqlite'),
        WAYLIGHT_INSIGHTS_GRPC_PORT: String(ports.insights),
        WAYLIGHT_INSIGHTS_HTTP_PORT: String(ports.insightsHttp),
        WAYLIGHT_INSIGHTS_OPS_PORT: String(ports.insightsOps),
        WAYLIGHT_EVENT_LOG: 'embedded',
      },
    },
    changeRegistry: (change) => {
      const before = readRegistry();
      write('registry.json', JSON.stringify({ ...before, version: before.version + 1, ...change(before) }));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function registryText(registry: NonNullable<RegionFileOptions['registry']>): string {
  if (registry === 'shipped') return readFileSync(SHIPPED_REGISTRY, 'utf8');
  return JSON.stringify(registry === 'small' ? SMALL_REGISTRY : registry);
}
