import type { X509Certificate } from 'node:crypto';
import { authorityUri, officerUri, operatorUri, organisationUri, serviceUri } from '@waylight/access';
import { LOG_BROKER_NAME, LOG_CLIENT_NAMES } from '@waylight/contracts';
import type { CertificateOptions } from '@waylight/service-kit';
import { CERTIFICATE_FOLDERS } from '../connection/region-location.ts';
import { usageFailure } from '../failure.ts';

/** Kinds of certificate holders. Each kind has its own folder. */
export type CertificateKind = keyof typeof CERTIFICATE_FOLDERS;
export const CERTIFICATE_KINDS = Object.keys(CERTIFICATE_FOLDERS) as CertificateKind[];

/**
 * The authority that issues a kind. Otherwise whoever signs for organisations could sign the name of a node on the log, or of any
 * website for browsers that trust the authority.
 */
export type AuthoritySort = 'region' | 'log' | 'browser';

type KindRules = {
  readonly authority: AuthoritySort;
  readonly usage: CertificateOptions['usage'];
  /** The holder's names in its certificate. */
  readonly names: (id: string) => Pick<CertificateOptions, 'commonName' | 'uri'>;
  readonly idPattern: RegExp;
  readonly expectedId: string;
};

const LOG_NAME_START = 'waylight-';
const LOG_CLIENT_IDS = LOG_CLIENT_NAMES.map((name) => name.slice(LOG_NAME_START.length));

const withUri = (uriOf: (id: string) => string) => (id: string) => ({ commonName: id, uri: uriOf(id) });

const REGISTERED = {
  authority: 'region',
  usage: 'client',
  idPattern: /^[a-z][a-z0-9-]{1,31}$/,
  expectedId: '2 to 32 of a-z, 0-9 and -',
} as const;

const ANY_NAME = {
  idPattern: /^[A-Za-z][A-Za-z0-9-]{1,31}$/,
  expectedId: '2 to 32 of letters, digits and -',
} as const;

export const KIND_RULES: Readonly<Record<CertificateKind, KindRules>> = {
  organisation: {
    ...REGISTERED,
    names: withUri(organisationUri),
    idPattern: /^[A-Z][A-Z0-9-]{1,31}$/,
    expectedId: '2 to 32 of A-Z, 0-9 and -',
  },
  operator: { ...REGISTERED, names: withUri(operatorUri) },
  authority: { ...REGISTERED, names: withUri(authorityUri) },
  officer: { ...REGISTERED, names: withUri(officerUri) },
  service: { ...ANY_NAME, authority: 'region', usage: 'server', names: withUri(serviceUri) },
  // The browser endpoint of a service. Clients identify it by its host name alone.
  browser: {
    ...ANY_NAME,
    authority: 'browser',
    usage: 'server',
    names: withUri((id) => `waylight://browser/${id}`),
  },
  // Kafka identifies a client by its whole subject.
  'log-client': {
    authority: 'log',
    usage: 'client',
    names: (id) => ({ commonName: `${LOG_NAME_START}${id}` }),
    idPattern: new RegExp(`^(${LOG_CLIENT_IDS.join('|')})$`),
    expectedId: `one of ${LOG_CLIENT_IDS.join(', ')}`,
  },
  // A broker is also a client of its controller and of other brokers.
  'log-broker': {
    ...ANY_NAME,
    authority: 'log',
    usage: 'client-and-server',
    names: () => ({ commonName: LOG_BROKER_NAME }),
  },
};

/** True if clients connect to the holder, so that its certificate contains host names or addresses. */
export const isServer = (kind: CertificateKind): boolean => KIND_RULES[kind].usage !== 'client';

/** True if the registry revokes certificates of this kind. */
export const isRevocable = (kind: CertificateKind): boolean =>
  KIND_RULES[kind].authority === 'region' && kind !== 'service';

export function checkId(kind: CertificateKind, id: string): void {
  const { idPattern, expectedId } = KIND_RULES[kind];
  if (idPattern.test(id)) return;
  throw usageFailure(`"${id}" is not an id of the kind ${kind}: expected ${expectedId}`);
}

export type Holder = { readonly kind: CertificateKind; readonly id: string };

/** Finds the holder that a certificate names. A broker's certificate does not contain its id. */
export function findHolder({
  subject,
  subjectAltName = '',
}: Pick<X509Certificate, 'subject' | 'subjectAltName'>): Holder | undefined {
  const uris = subjectAltName.split(', ').filter((name) => name.startsWith('URI:'));
  // Node.js quotes a name with a comma, which would otherwise appear as two names.
  if (uris.length > 1 || subjectAltName.includes('"')) return undefined;
  const [uri] = uris;
  if (uri !== undefined) {
    const [, kind, id = ''] = /^URI:waylight:\/\/([a-z]+)\/([A-Za-z0-9-]+)$/.exec(uri) ?? [];
    const found = CERTIFICATE_KINDS.find((one) => one === kind && KIND_RULES[one].authority !== 'log');
    return found !== undefined && KIND_RULES[found].idPattern.test(id) ? { kind: found, id } : undefined;
  }
  if (subject === `CN=${LOG_BROKER_NAME}`) return { kind: 'log-broker', id: LOG_BROKER_NAME };
  const client = LOG_CLIENT_NAMES.find((name) => subject === `CN=${name}`);
  return client === undefined ? undefined : { kind: 'log-client', id: client.slice(LOG_NAME_START.length) };
}
