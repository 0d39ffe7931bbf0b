import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { z } from 'zod';

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
  /** Set where the organisation may send public-record reports; what must accompany the numbers. */
  publicSource: z.strictObject({ attribution: z.string().min(1).max(500) }).optional(),
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
  operators: z.array(z.string().regex(/^[a-z][a-z0-9-]{1,31}$/)),
  /** Certificates that open nothing any more, for good. */
  revoked: z.array(revocationSchema).default([]),
});

export type Organisation = Readonly<z.infer<typeof organisationSchema>>;
export type Revocation = Readonly<z.infer<typeof revocationSchema>>;

/** What a registry file holds. */
export type RegistryContent = {
  readonly version: number;
  readonly organisations: readonly Organisation[];
  readonly operators: readonly string[];
  readonly revoked: readonly Revocation[];
};

/** Of a certificate that TLS has verified: its URI name, and its SHA-256 as in a revocation. */
export type Certificate = { readonly uri: string; readonly fingerprint: string };

/** Who a certificate's URI name stands for. */
export type Identity =
  | { readonly kind: 'organisation'; readonly organisation: Organisation }
  | { readonly kind: 'operator'; readonly id: string };

export type Registry = RegistryContent & {
  byId(id: string): Organisation | undefined;
  byNumber(number: number): Organisation | undefined;
  /** The lead organisation of a country. */
  leadOf(country: NodeCountry): Organisation | undefined;
  /** Whom a certificate stands for; undefined for nobody, for the suspended, and where it is revoked: all three alike. */
  identify(certificate: Certificate): Identity | undefined;
};

export const organisationUri = (id: string): string => `waylight://organisation/${id}`;
export const operatorUri = (id: string): string => `waylight://operator/${id}`;

/** The seven members: leads and regional ones. They are the circle "partners". */
export const isMember = (organisation: Organisation): boolean => organisation.role !== 'network';

/** Reads a registry, or says everything that is wrong with it. */
export function parseRegistry(input: unknown): { registry: Registry } | { problems: string[] } {
  const parsed = registrySchema.safeParse(input);
  if (!parsed.success)
    return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  const { version, organisations, operators, revoked } = parsed.data;
  const problems = [
    ...repeated(organisations.map((o) => o.id)).map((id) => `organisations: the id ${id} is used twice`),
    ...repeated(organisations.map((o) => o.number)).map(
      (n) => `organisations: the number ${n} is used twice`,
    ),
    ...repeated(organisations.filter((o) => o.role === 'lead').flatMap((o) => o.countries)).map(
      (country) => `organisations: ${country} has two leads`,
    ),
    ...repeated(operators).map((id) => `operators: the id ${id} is used twice`),
    ...repeated(revoked.map(({ fingerprint }) => fingerprint)).map(
      (fingerprint) => `revoked: the certificate ${fingerprint} is there twice`,
    ),
  ];
  if (problems.length > 0) return { problems };

  const byId = new Map(organisations.map((o) => [o.id, o]));
  const byNumber = new Map(organisations.map((o) => [o.number, o]));
  const revokedPrints = new Set(revoked.map(({ fingerprint }) => fingerprint));
  return {
    registry: {
      version,
      organisations,
      operators,
      revoked,
      byId: (id) => byId.get(id),
      byNumber: (number) => byNumber.get(number),
      leadOf: (country) => organisations.find((o) => o.role === 'lead' && o.countries.includes(country)),
      identify({ uri, fingerprint }) {
        if (revokedPrints.has(fingerprint)) return undefined;
        const [, kind, id] = /^waylight:\/\/(organisation|operator)\/([A-Za-z0-9-]+)$/.exec(uri) ?? [];
        if (kind === 'operator' && id !== undefined && operators.includes(id)) return { kind, id };
        const organisation = kind === 'organisation' && id !== undefined ? byId.get(id) : undefined;
        return organisation?.status === 'active' ? { kind: 'organisation', organisation } : undefined;
      },
    },
  };
}

function repeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}
