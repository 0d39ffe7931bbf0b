import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { nodeName, operatorUri, organisationUri, serviceUri } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import {
  type Credential,
  type CredentialPaths,
  createAuthority,
  credentialPaths,
  issueCertificate,
  type TlsMaterial,
  writeCredential,
} from '@waylight/service-kit';

export type Certificates = {
  readonly dir: string;
  readonly caFile: string;
  /** Certificate files of the regional services, for localhost. */
  readonly serverCertificate: string;
  readonly serverKey: string;
  readonly server: TlsMaterial;
  /** Certificate files of a node, with its name. */
  node(country: NodeCountry): CredentialPaths;
  /** TLS material of an organisation's client. */
  organisation(id: string): TlsMaterial;
  operator(id: string): TlsMaterial;
  /** Issues a client certificate with this URI name, or without any name. */
  issue(uri: string | undefined): Promise<TlsMaterial>;
  /** A new certificate of the services, and its files replaced by one. */
  issueServer(): Promise<Credential>;
  replaceServer(credential: Credential): Promise<void>;
  /** Fingerprint of the certificate that the server at this port presents. */
  readServerFingerprint(port: number): Promise<string>;
};

/** Certificates are valid from days before to days after the test, because tests shift clocks. */
const SLACK_DAYS = 5;
const DAY_MS = 86_400_000;

/** Creates an authority and a certificate for every name, in the layout of a trial region. */
export async function createCertificates(
  dir: string,
  {
    organisations = [],
    operators = [],
    nodes = [],
  }: {
    readonly organisations?: readonly string[];
    readonly operators?: readonly string[];
    readonly nodes?: readonly NodeCountry[];
  } = {},
): Promise<Certificates> {
  const now = new Date(Date.now() - SLACK_DAYS * DAY_MS);
  const authority = await createAuthority({ commonName: 'test authority', days: 3 * SLACK_DAYS, now });
  await writeCredential(dir, 'ca', authority);
  const certify = (commonName: string, uri: string | undefined, usage: 'client' | 'server') =>
    issueCertificate(authority, {
      commonName,
      uri,
      dns: usage === 'server' ? ['localhost'] : [],
      ip: usage === 'server' ? ['127.0.0.1'] : [],
      usage,
      days: 2 * SLACK_DAYS,
      now,
    });
  const issue = async (folder: string, name: string, uri: string | undefined, usage: 'client' | 'server') =>
    writeCredential(folder, name, await certify(name, uri, usage));
  const folders = { organisations: join(dir, 'organisations'), operators: join(dir, 'operators') };
  const server = await issue(dir, 'server', undefined, 'server');
  for (const node of nodes.map(nodeName)) await issue(dir, node, serviceUri(node), 'server');
  for (const id of organisations) await issue(folders.organisations, id, organisationUri(id), 'client');
  for (const id of operators) await issue(folders.operators, id, operatorUri(id), 'client');
  const read = (folder: string, id: string): TlsMaterial => {
    const paths = credentialPaths(folder, id);
    return {
      ca: authority.certificate,
      certificate: readFileSync(paths.certificate, 'utf8'),
      key: readFileSync(paths.key, 'utf8'),
    };
  };
  return {
    dir,
    caFile: credentialPaths(dir, 'ca').certificate,
    serverCertificate: server.certificate,
    serverKey: server.key,
    server: read(dir, 'server'),
    node: (country) => credentialPaths(dir, nodeName(country)),
    organisation: (id) => read(folders.organisations, id),
    operator: (id) => read(folders.operators, id),
    issue: async (uri) => ({ ca: authority.certificate, ...(await certify('test', uri, 'client')) }),
    issueServer: () => certify('server', undefined, 'server'),
    readServerFingerprint: async (port) => {
      const { certificate: cert, key } = await certify('test', undefined, 'client');
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const options = {
        ca: authority.certificate,
        cert,
        key,
        servername: 'localhost',
        ALPNProtocols: ['h2'],
      };
      const socket = connect({ host: '127.0.0.1', port, ...options }, () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      });
      socket.on('error', reject);
      return promise;
    },
    replaceServer: async (credential) => {
      for (const name of ['server', ...nodes.map(nodeName)]) await writeCredential(dir, name, credential);
    },
  };
}
