import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Officer, Organisation, RegistryContent } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import type { ReleaseKey, ReleasePlan } from '@waylight/disclosure-control';
import type { Certificates } from '../certificates.ts';
import { freeRegionPorts, type RegionPorts } from '../ports.ts';
import { writeRegionFiles } from '../region-files.ts';

export const PARTITIONS = 3;

/** One organisation of each kind: a lead, a network member, a regional one, a suspended one, and another country's lead. */
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

export type InProcessFileOptions = {
  /** Nodes with keys. */
  readonly nodes?: readonly NodeCountry[];
  /** `shipped` (default): the registry of `infra/`. `small`: five organisations, one of each kind, and three officers. */
  readonly registry?: 'shipped' | 'small' | RegistryContent;
  readonly plan?: ReleasePlan;
  /** Public release keys in JSON. Default: that of the region's signing key. */
  readonly releaseKeys?: string;
  /** Organisations with certificates for the command line. */
  readonly organisations?: readonly string[];
};

export type ChangeRegistry = (before: RegistryContent) => Partial<RegistryContent>;

/** Files of a region in the layout of a trial region, in a new folder. */
export type InProcessFiles = {
  readonly folder: string;
  readonly certificates: Certificates;
  readonly ports: RegionPorts;
  readonly signingKey: string;
  /** The public keys that verify releases. */
  readonly releaseKeys: readonly ReleaseKey[];
  /** The environment of a service with these files. */
  readonly env: {
    readonly intake: (country: NodeCountry) => Readonly<Record<string, string>>;
    readonly aggregation: Readonly<Record<string, string>>;
    readonly insights: Readonly<Record<string, string>>;
  };
  /** Replaces the registry by the next version. */
  readonly changeRegistry: (change: ChangeRegistry) => void;
  /** Writes a private file atomically and returns its path. */
  readonly write: (name: string, content: string) => string;
  readonly remove: () => void;
};

export async function createRegionFiles(options: InProcessFileOptions = {}): Promise<InProcessFiles> {
  const folder = mkdtempSync(join(tmpdir(), 'waylight-region-'));
  const ports = await freeRegionPorts();
  const { registry = 'shipped' } = options;
  const files = await writeRegionFiles(folder, {
    portOffset: ports.offset,
    nodes: options.nodes ?? [],
    ...(registry !== 'shipped' && {
      registry: JSON.stringify(registry === 'small' ? SMALL_REGISTRY : registry),
    }),
    organisations: options.organisations ?? [],
    plan: options.plan,
    releaseKeys: options.releaseKeys,
  });
  const { certificates } = files;
  const write = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(`${path}.new`, content, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return path;
  };
  const server = (service: 'INTAKE' | 'AGGREGATION' | 'INSIGHTS') => ({
    WAYLIGHT_REGISTRY_FILE: files.registry,
    [`WAYLIGHT_${service}_TLS_CA_FILE`]: certificates.caFile,
    [`WAYLIGHT_${service}_TLS_CERTIFICATE_FILE`]: certificates.serverCertificate,
    [`WAYLIGHT_${service}_TLS_KEY_FILE`]: certificates.serverKey,
  });
  return {
    folder,
    certificates,
    ports,
    write,
    signingKey: readFileSync(files.signingKey, 'utf8'),
    releaseKeys: JSON.parse(readFileSync(files.releaseKeys, 'utf8')),
    env: {
      intake: (country) => ({
        ...server('INTAKE'),
        WAYLIGHT_INTAKE_TLS_CERTIFICATE_FILE: certificates.node(country).certificate,
        WAYLIGHT_INTAKE_TLS_KEY_FILE: certificates.node(country).key,
        WAYLIGHT_INTAKE_COUNTRY: country,
        WAYLIGHT_INTAKE_HTTP_CERTIFICATE_FILE: certificates.serverCertificate,
        WAYLIGHT_INTAKE_HTTP_KEY_FILE: certificates.serverKey,
        WAYLIGHT_INTAKE_PORT: String(ports.intake(country)),
        WAYLIGHT_INTAKE_KEYS_FILE: files.nodeKeys(country),
        WAYLIGHT_INTAKE_DATA_DIR: join(folder, 'nodes', country),
        WAYLIGHT_PARTITIONS: String(PARTITIONS),
      }),
      aggregation: {
        ...server('AGGREGATION'),
        WAYLIGHT_RELEASE_PLAN_FILE: files.plan,
        WAYLIGHT_PARTITIONS: String(PARTITIONS),
        WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE: files.releaseSecret,
        WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE: files.signingKey,
        WAYLIGHT_AGGREGATION_AUDIT_FILE: join(folder, 'aggregation-audit.sqlite'),
        WAYLIGHT_AGGREGATION_OPERATIONS_PORT: String(ports.operations),
        WAYLIGHT_AGGREGATION_OPS_PORT: String(ports.worker(0).ops),
      },
      insights: {
        ...server('INSIGHTS'),
        WAYLIGHT_RELEASE_PLAN_FILE: files.plan,
        WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: files.releaseKeys,
        WAYLIGHT_INSIGHTS_DATABASE_FILE: join(folder, 'insights.sqlite'),
        WAYLIGHT_INSIGHTS_AUDIT_FILE: join(folder, 'insights-audit.sqlite'),
        WAYLIGHT_INSIGHTS_GRPC_PORT: String(ports.insights),
        WAYLIGHT_INSIGHTS_HTTP_PORT: String(ports.insightsHttp),
        WAYLIGHT_INSIGHTS_OPS_PORT: String(ports.insightsOps),
        WAYLIGHT_EVENT_LOG: 'embedded',
      },
    },
    changeRegistry: (change) => {
      const before: RegistryContent = JSON.parse(readFileSync(files.registry, 'utf8'));
      write('registry.json', JSON.stringify({ ...before, version: before.version + 1, ...change(before) }));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
