import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import type { Authority, Organisation, RegistryContent } from './registry-content.ts';

/** A certificate that TLS has verified: its URI name, and its SHA-256 in the form of a revocation. */
export type Certificate = { readonly uri: string; readonly fingerprint: string };

/** The holder of a certificate's URI name. */
export type Identity =
  | { readonly kind: 'organisation'; readonly organisation: Organisation }
  | { readonly kind: 'authority'; readonly authority: Authority }
  | OfficerIdentity
  | { readonly kind: 'operator'; readonly id: string }
  /** A country's node. */
  | { readonly kind: 'node'; readonly country: NodeCountry }
  /** Another service of the region. */
  | { readonly kind: 'service'; readonly id: string };

/** A data-protection officer of an organisation or of a country. */
type OfficerIdentity = {
  readonly kind: 'officer';
  readonly id: string;
  readonly organisation: Organisation | undefined;
  /** Countries whose node audits the officer may read. */
  readonly countries: readonly NodeCountry[];
};

export const organisationUri = (id: string): string => `waylight://organisation/${id}`;
export const authorityUri = (id: string): string => `waylight://authority/${id}`;
export const officerUri = (id: string): string => `waylight://officer/${id}`;
export const operatorUri = (id: string): string => `waylight://operator/${id}`;
export const serviceUri = (id: string): string => `waylight://service/${id}`;

/** Returns the name of a country node in its certificate. */
export const nodeName = (country: NodeCountry): string => `intake-${country}`;

/** The holder of a certificate, and its status. Only the audit may use the status: responses must not distinguish them. */
export type CertificateHolder = {
  /** Also present if the holder is suspended, or the certificate is revoked. */
  readonly identity: Identity | undefined;
  readonly status: 'in-force' | 'unknown' | 'suspended' | 'revoked';
};

/** Creates functions that find the identity of a URI or certificate in one version of the registry. */
export function createIdentityLookup(content: RegistryContent): {
  readonly findByUri: (uri: string) => Identity | undefined;
  readonly identify: (certificate: Certificate) => Identity | undefined;
  readonly findHolder: (certificate: Certificate) => CertificateHolder;
} {
  const revokedPrints = new Set(content.revoked.map(({ fingerprint }) => fingerprint));
  const findByUri = indexByUri(content, content.organisations.filter(isActive));
  const findListed = indexByUri(content, content.organisations);
  const statusOf = ({ uri, fingerprint }: Certificate): CertificateHolder['status'] => {
    if (revokedPrints.has(fingerprint)) return 'revoked';
    if (findByUri(uri) !== undefined) return 'in-force';
    return findListed(uri) === undefined ? 'unknown' : 'suspended';
  };
  return {
    findByUri,
    identify: ({ uri, fingerprint }) => (revokedPrints.has(fingerprint) ? undefined : findByUri(uri)),
    findHolder: (certificate) => ({ identity: findListed(certificate.uri), status: statusOf(certificate) }),
  };
}

/** Indexes all names of the registry, but only these organisations. */
function indexByUri(
  { authorities, officers, operators }: RegistryContent,
  organisations: readonly Organisation[],
): (uri: string) => Identity | undefined {
  const organisationById = new Map(organisations.map((one) => [one.id, one]));
  const authorityById = new Map(authorities.map((one) => [one.id, one]));
  const officerById = new Map(
    officers.map(({ id, organisation: of, country }) => {
      const organisation = of === undefined ? undefined : organisationById.get(of);
      const countries = organisation?.countries ?? (country === undefined ? [] : [country]);
      return [id, { kind: 'officer' as const, id, organisation, countries }];
    }),
  );
  const byKind: Readonly<Record<string, (id: string) => Identity | undefined>> = {
    organisation: (id) => {
      const organisation = organisationById.get(id);
      return organisation && { kind: 'organisation', organisation };
    },
    authority: (id) => {
      const authority = authorityById.get(id);
      return authority && { kind: 'authority', authority };
    },
    officer: (id) => {
      const officer = officerById.get(id);
      // An officer of a suspended organisation has no country.
      return officer?.countries.length === 0 ? undefined : officer;
    },
    operator: (id) => (operators.includes(id) ? { kind: 'operator', id } : undefined),
    // Services are not listed in the registry. The CA that signed their certificates confirms their identity, and an identity
    // alone permits nothing.
    service: (id) => {
      const country = NODE_COUNTRIES.find((one) => nodeName(one) === id);
      return country === undefined ? { kind: 'service', id } : { kind: 'node', country };
    },
  };
  return (uri) => {
    const [, kind = '', id = ''] = /^waylight:\/\/([a-z]+)\/([A-Za-z0-9-]+)$/.exec(uri) ?? [];
    return Object.hasOwn(byKind, kind) ? byKind[kind]?.(id) : undefined;
  };
}

const isActive = ({ status }: Organisation): boolean => status === 'active';
