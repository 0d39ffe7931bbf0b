import type { NodeCountry } from '@waylight/contracts';
import { type Certificate, type CertificateHolder, createIdentityLookup, type Identity } from './identity.ts';
import { type Organisation, type RegistryContent, registrySchema } from './registry-content.ts';

export type Registry = RegistryContent & {
  findById(id: string): Organisation | undefined;
  findByNumber(number: number): Organisation | undefined;
  /** The lead organisation of a country. */
  findLead(country: NodeCountry): Organisation | undefined;
  /** Finds the identity for a URI when there is no certificate, for example at sign-in. Undefined if it is unknown or suspended. */
  findByUri(uri: string): Identity | undefined;
  /** Returns the identity of a certificate. Undefined if it is unknown, suspended or revoked. */
  identify(certificate: Certificate): Identity | undefined;
  /** Like `identify`, but distinguishes the reasons. */
  findHolder(certificate: Certificate): CertificateHolder;
};

/** Parses a registry, or returns all of its problems. */
export function parseRegistry(input: unknown): { registry: Registry } | { problems: string[] } {
  const parsed = registrySchema.safeParse(input);
  if (!parsed.success)
    return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  const content: RegistryContent = parsed.data;
  const { organisations, operators, authorities, officers, revoked } = content;
  const problems = [
    ...findDuplicates(organisations.map((o) => o.id)).map(
      (id) => `organisations: the id ${id} is used twice`,
    ),
    ...findDuplicates(organisations.map((o) => o.number)).map(
      (n) => `organisations: the number ${n} is used twice`,
    ),
    ...findDuplicates(organisations.filter((o) => o.role === 'lead').flatMap((o) => o.countries)).map(
      (country) => `organisations: ${country} has two leads`,
    ),
    ...organisations.flatMap(({ id, reinstatedIn = 0 }) =>
      reinstatedIn <= content.version
        ? []
        : [`organisations: reinstatedIn of ${id} is ${reinstatedIn}, above the version ${content.version}`],
    ),
    ...findDuplicates(operators).map((id) => `operators: the id ${id} is used twice`),
    ...findDuplicates(authorities.map(({ id }) => id)).map((id) => `authorities: the id ${id} is used twice`),
    ...findDuplicates(officers.map(({ id }) => id)).map((id) => `officers: the id ${id} is used twice`),
    ...officers.flatMap(({ id, organisation }) =>
      organisation === undefined || organisations.some((one) => one.id === organisation)
        ? []
        : [`officers: ${id} is an officer of ${organisation}, which is not in the registry`],
    ),
    ...findDuplicates(revoked.map(({ fingerprint }) => fingerprint)).map(
      (fingerprint) => `revoked: the certificate ${fingerprint} is listed twice`,
    ),
  ];
  if (problems.length > 0) return { problems };

  const byId = new Map(organisations.map((o) => [o.id, o]));
  const byNumber = new Map(organisations.map((o) => [o.number, o]));
  return {
    registry: {
      ...content,
      findById: (id) => byId.get(id),
      findByNumber: (number) => byNumber.get(number),
      findLead: (country) => organisations.find((o) => o.role === 'lead' && o.countries.includes(country)),
      ...createIdentityLookup(content),
    },
  };
}

function findDuplicates<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}
