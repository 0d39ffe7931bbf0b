import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { z } from 'zod';
import { type Certificate, type CertificateHolder, createIdentityLookup, type Identity } from './identity.ts';

const organisationSchema = z.strictObject({
  /** Names the organisation in its certificate, on the command line and in the audit. */
  id: z.string().regex(/^[A-Z][A-Z0-9-]{1,31}$/, 'wants 2 to 32 of A-Z, 0-9 and -'),
  /** Names it on the log, where no text is. Never reused. */
  number: z.int().min(1).max(16_000),
  name: z.string().min(1).max(200),
  /** Nodes that take its reports. */
  countries: z.array(z.enum(NODE_COUNTRIES)).min(1),
  /** lead: its country's member; regional: a member without a node of its own; network: reports through a node. */
  role: z.enum(['lead', 'regional', 'network']),
  status: z.enum(['active', 'suspended']),
  /** The version that last reinstated it: sign-ins from before are over, also where no version between was ever seen. */
  reinstatedIn: z.int().min(2).optional(),
  /** Set where the organisation may send public-record reports; what must accompany the numbers. */
  publicSource: z.strictObject({ attribution: z.string().min(1).max(500) }).optional(),
});

/** Ids of whoever is no organisation: small letters, so that the two are never taken for each other. */
const personId = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/, 'wants 2 to 32 of a-z, 0-9 and -');

const authoritySchema = z.strictObject({
  id: personId,
  name: z.string().min(1).max(200),
  country: z.enum(NODE_COUNTRIES),
});

const officerSchema = z
  .strictObject({
    id: personId,
    /** The organisation whose officer it is; otherwise it is a country's. */
    organisation: z.string().optional(),
    country: z.enum(NODE_COUNTRIES).optional(),
  })
  .refine(({ organisation, country }) => (organisation === undefined) !== (country === undefined), {
    message: 'wants an organisation or a country, and not both',
  });

/** Why a certificate was revoked: a code, because a reason in words would tell of people. */
export const REVOCATION_REASONS = ['device-lost', 'key-exposed', 'holder-left', 'superseded'] as const;

const revocationSchema = z.strictObject({
  /** SHA-256 of the certificate, as `openssl x509 -fingerprint -sha256` says it. */
  fingerprint: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'wants 32 bytes, as AB:CD:…'),
  /** Whom it names: for who reads the file. The fingerprint alone decides. */
  holder: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{1,31}$/),
  on: z.iso.date(),
  reason: z.enum(REVOCATION_REASONS),
});

const registrySchema = z.strictObject({
  /** Grows with every change: a service takes no registry that is not above its own. */
  version: z.int().min(1),
  organisations: z.array(organisationSchema).min(1),
  /** Ids of operators: they see positions and lag, never a report. */
  operators: z.array(personId),
  /** Authorities of a country: they read what was released to the circle "authorities", and never report. */
  authorities: z.array(authoritySchema).default([]),
  /** Data-protection officers: they look into audits, and see neither a report nor what would count one. */
  officers: z.array(officerSchema).default([]),
  /** Certificates that open nothing any more, for good. */
  revoked: z.array(revocationSchema).default([]),
});

export type Organisation = Readonly<z.infer<typeof organisationSchema>>;
export type Authority = Readonly<z.infer<typeof authoritySchema>>;
export type Officer = Readonly<z.infer<typeof officerSchema>>;
export type Revocation = Readonly<z.infer<typeof revocationSchema>>;

/** What a registry file holds. */
export type RegistryContent = {
  readonly version: number;
  readonly organisations: readonly Organisation[];
  readonly operators: readonly string[];
  readonly authorities: readonly Authority[];
  readonly officers: readonly Officer[];
  readonly revoked: readonly Revocation[];
};

export type Registry = RegistryContent & {
  findById(id: string): Organisation | undefined;
  findByNumber(number: number): Organisation | undefined;
  /** The lead organisation of a country. */
  findLead(country: NodeCountry): Organisation | undefined;
  /** Whom a name stands for that came without a certificate, as at a sign-in; undefined for nobody and for the suspended. */
  findByUri(uri: string): Identity | undefined;
  /** Whom a certificate stands for; undefined for nobody, for the suspended, and where it is revoked: all three alike. */
  identify(certificate: Certificate): Identity | undefined;
  /** The same, where they are told apart. */
  findHolder(certificate: Certificate): CertificateHolder;
};

/** The seven members: leads and regional ones. They are the circle "partners". */
export const isMember = (organisation: Organisation): boolean => organisation.role !== 'network';

/** Reads a registry, or says everything that is wrong with it. */
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
        : [`organisations: ${id} says reinstatedIn ${reinstatedIn}, above the version, ${content.version}`],
    ),
    ...findDuplicates(operators).map((id) => `operators: the id ${id} is used twice`),
    ...findDuplicates(authorities.map(({ id }) => id)).map((id) => `authorities: the id ${id} is used twice`),
    ...findDuplicates(officers.map(({ id }) => id)).map((id) => `officers: the id ${id} is used twice`),
    ...officers.flatMap(({ id, organisation }) =>
      organisation === undefined || organisations.some((one) => one.id === organisation)
        ? []
        : [`officers: ${id} is an officer of ${organisation}, which is no organisation here`],
    ),
    ...findDuplicates(revoked.map(({ fingerprint }) => fingerprint)).map(
      (fingerprint) => `revoked: the certificate ${fingerprint} is there twice`,
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
