/** The files of a node for tests, in a folder of its own, and clients that reach it. */
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { credentials } from '@grpc/grpc-js';
import { IntakeServiceClient } from '@waylight/contracts/intake';
import { reportReference } from '@waylight/pseudonymisation';
import { type Officer, type Organisation, organisationUri, type RegistryContent } from '@waylight/registry';
import { type Credential, createAuthority, issueCertificate } from '@waylight/service-kit';
import { bareEnvironment, freePort } from '@waylight/testing';
import type { IntakeConfig } from '../config.ts';
import { createNodeKeys, type NodeKeys } from '../keys/node-keys.ts';

const organisations: Organisation[] = [
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
];

const officers: Officer[] = [
  { id: 'of-mk', country: 'MK' },
  { id: 'of-legis', organisation: 'LEGIS' },
  { id: 'of-rs', country: 'RS' },
];

export type SiteFiles = Pick<
  IntakeConfig,
  'caFile' | 'certificateFile' | 'keyFile' | 'registryFile' | 'keysFile' | 'dataDir'
>;

export type TestSite = {
  readonly folder: string;
  readonly files: SiteFiles;
  readonly eventLogFile: string;
  /** A new client with a certificate of this URI name; of nobody's for undefined. */
  readonly connect: (port: number, uri: string | undefined) => Promise<IntakeServiceClient>;
  /** A certificate of this URI name, and a new client that shows one. */
  readonly issue: (uri: string) => Promise<Credential>;
  readonly connectWith: (port: number, credential: Credential) => IntakeServiceClient;
  /** Puts the next version of the registry in the place of the one before. */
  readonly changeRegistry: (change: (before: RegistryContent) => Partial<RegistryContent>) => void;
  /** Another certificate of the node, and puts one in the place of the one before. */
  readonly renewServer: () => Promise<Credential>;
  readonly putServer: (credential: Credential) => void;
  /** The fingerprint of the certificate that an organisation is shown which connects now. */
  readonly shownTo: (port: number, organisation: string) => Promise<string>;
  /** Puts another keys file in the place of the one before. */
  readonly changeKeys: (change: (before: NodeKeys) => Partial<NodeKeys>) => void;
  readonly client: (organisation: string) => Promise<IntakeServiceClient>;
  /** What the process of a node is started with, on free ports. */
  readonly environment: (over: Readonly<Record<string, string>>) => NodeJS.ProcessEnv;
  readonly isReady: () => Promise<boolean>;
  readonly metric: (name: string) => Promise<number | undefined>;
  /** The reference of a report, in hex. */
  readonly reference: (organisation: string, reportId: string) => string;
  readonly exposeKeys: () => void;
  readonly remove: () => void;
};

export async function createSite(): Promise<TestSite> {
  const folder = mkdtempSync(join(tmpdir(), 'intake-'));
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const now = new Date();
  const authority = await createAuthority({ commonName: 'test', days: 1, now });
  const issue = (usage: 'client' | 'server', uri?: string) =>
    issueCertificate(authority, {
      commonName: usage,
      ...(uri === undefined ? {} : { uri }),
      ...(usage === 'server' ? { dns: ['localhost'] } : {}),
      usage,
      days: 1,
      now,
    });
  const server = await issue('server');
  const keys = createNodeKeys(organisations).MK;
  const [port, opsPort] = await Promise.all([freePort(), freePort()]);
  const files: SiteFiles = {
    caFile: file('ca.crt', authority.certificate),
    certificateFile: file('node.crt', server.certificate),
    keyFile: file('node.key', server.key),
    registryFile: file(
      'registry.json',
      JSON.stringify({ version: 1, organisations, operators: ['region'], officers, revoked: [] }),
    ),
    keysFile: file('keys.json', JSON.stringify(keys)),
    dataDir: join(folder, 'data'),
  };
  const connectWith: TestSite['connectWith'] = (at, own) => {
    const [ca, key, certificate] = [authority.certificate, own.key, own.certificate].map((pem) =>
      Buffer.from(pem),
    );
    return new IntakeServiceClient(`localhost:${at}`, credentials.createSsl(ca, key, certificate));
  };
  const connect: TestSite['connect'] = async (at, uri) => connectWith(at, await issue('client', uri));
  const ops = async (path: string): Promise<Response | undefined> =>
    fetch(`http://127.0.0.1:${opsPort}${path}`).catch(() => undefined);
  return {
    folder,
    files,
    eventLogFile: join(files.dataDir, 'event-log.sqlite'),
    connect,
    issue: (uri) => issue('client', uri),
    connectWith,
    changeRegistry: (change) => {
      const before: RegistryContent = JSON.parse(readFileSync(files.registryFile, 'utf8'));
      const { version } = before;
      file('registry.new', JSON.stringify({ ...before, ...change(before), version: version + 1 }));
      renameSync(join(folder, 'registry.new'), files.registryFile);
    },
    renewServer: () => issue('server'),
    putServer: ({ certificate, key }) => {
      file('node.key', key);
      file('node.crt', certificate);
    },
    shownTo: async (at, organisation) => {
      const { certificate: cert, key } = await issue('client', organisationUri(organisation));
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const options = {
        cert,
        key,
        ca: authority.certificate,
        servername: 'localhost',
        ALPNProtocols: ['h2'],
      };
      const socket = connectTls({ host: '127.0.0.1', port: at, ...options }, () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      });
      socket.on('error', reject);
      return promise;
    },
    changeKeys: (change) => {
      const before: NodeKeys = JSON.parse(readFileSync(files.keysFile, 'utf8'));
      file('keys.new', JSON.stringify({ ...before, ...change(before) }));
      renameSync(join(folder, 'keys.new'), files.keysFile);
    },
    client: (organisation) => connect(port, organisationUri(organisation)),
    environment: (over) => ({
      ...bareEnvironment(),
      WAYLIGHT_INTAKE_COUNTRY: 'MK',
      WAYLIGHT_INTAKE_PORT: String(port),
      WAYLIGHT_INTAKE_OPS_PORT: String(opsPort),
      WAYLIGHT_INTAKE_TLS_CA_FILE: files.caFile,
      WAYLIGHT_INTAKE_TLS_CERTIFICATE_FILE: files.certificateFile,
      WAYLIGHT_INTAKE_TLS_KEY_FILE: files.keyFile,
      WAYLIGHT_REGISTRY_FILE: files.registryFile,
      WAYLIGHT_INTAKE_KEYS_FILE: files.keysFile,
      WAYLIGHT_INTAKE_DATA_DIR: files.dataDir,
      WAYLIGHT_INTAKE_LOG_LEVEL: 'warn',
      ...over,
    }),
    isReady: async () => (await ops('/health/ready'))?.status === 200,
    metric: async (name) => {
      const text = (await (await ops('/metrics'))?.text()) ?? '';
      const value = new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, 'm').exec(text)?.[1];
      return value === undefined ? undefined : Number(value);
    },
    reference: (organisation, reportId) => {
      const key = Buffer.from(keys.referenceKeys[organisation] ?? '', 'base64');
      return Buffer.from(reportReference(key, organisation, reportId)).toString('hex');
    },
    exposeKeys: () => chmodSync(files.keysFile, 0o644),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
