import { NODE_COUNTRIES } from '@waylight/contracts';
import { z } from 'zod';

const organisationSchema = z.strictObject({
  /** Identifies the organisation in its certificate, on the command line and in the audit. */
  id: z.string().regex(/^[A-Z][A-Z0-9-]{1,31}$/, 'must be 2 to 32 of A-Z, 0-9 and -'),
  /** Identifies the organisation on the log, which contains no text. A number is never reused. */
  number: z.int().min(1).max(16_000),
  name: z.string().min(1).max(200),
  /** Countries whose nodes accept its reports. */
  countries: z.array(z.enum(NODE_COUNTRIES)).min(1),
  /**
   * lead: the main member organisation of its countries; regional: a member without a node of its own; network: not a member,
   * reports through a country's node.
   */
  role: z.enum(['lead', 'regional', 'network']),
  status: z.enum(['active', 'suspended']),
  /**
   * The version that last reinstated the organisation. Earlier sign-ins are invalid, even at a service that never loaded the
   * version with the suspension.
   */
  reinstatedIn: z.int().min(2).optional(),
  /** Present if the organisation may send public-record reports. The attribution must accompany the numbers. */
  publicSource: z.strictObject({ attribution: z.string().min(1).max(500) }).optional(),
});

/** Ids of people and authorities. They are lowercase, so that they cannot be confused with ids of organisations. */
const personId = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/, 'must be 2 to 32 of a-z, 0-9 and -');

const authoritySchema = z.strictObject({
  id: personId,
  name: z.string().min(1).max(200),
  country: z.enum(NODE_COUNTRIES),
});

const officerSchema = z
  .strictObject({
    id: personId,
    /** An officer belongs to an organisation or to a country. */
    organisation: z.string().optional(),
    country: z.enum(NODE_COUNTRIES).optional(),
  })
  .refine(({ organisation, country }) => (organisation === undefined) !== (country === undefined), {
    message: 'must have an organisation or a country, and not both',
  });

/** Reasons are codes, because a reason in words could mention people. */
export const REVOCATION_REASONS = ['device-lost', 'key-exposed', 'holder-left', 'superseded'] as const;

const revocationSchema = z.strictObject({
  /** SHA-256 of the certificate, in the form of `openssl x509 -fingerprint -sha256`. */
  fingerprint: z.string().regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'must be 32 bytes, as AB:CD:…'),
  /** The holder of the certificate, only for people who read the file. The revocation applies to the fingerprint. */
  holder: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{1,31}$/),
  on: z.iso.date(),
  reason: z.enum(REVOCATION_REASONS),
});

export const registrySchema = z.strictObject({
  /** Grows with every change. A service activates only a higher version than its own. */
  version: z.int().min(1),
  organisations: z.array(organisationSchema).min(1),
  /** Ids of operators, who see positions and lag, never a report. */
  operators: z.array(personId),
  /** Authorities of a country. They read releases for the audience "authorities", and never report. */
  authorities: z.array(authoritySchema).default([]),
  /** Data-protection officers. They read audits, and see neither reports nor counts of them. */
  officers: z.array(officerSchema).default([]),
  /** Certificates that are permanently revoked. */
  revoked: z.array(revocationSchema).default([]),
});

export type Organisation = Readonly<z.infer<typeof organisationSchema>>;
export type Authority = Readonly<z.infer<typeof authoritySchema>>;
export type Officer = Readonly<z.infer<typeof officerSchema>>;
export type Revocation = Readonly<z.infer<typeof revocationSchema>>;

/** Content of a registry file. */
export type RegistryContent = {
  readonly version: number;
  readonly organisations: readonly Organisation[];
  readonly operators: readonly string[];
  readonly authorities: readonly Authority[];
  readonly officers: readonly Officer[];
  readonly revoked: readonly Revocation[];
};

/** Members are the lead and regional organisations: the audience "partners". */
export const isMember = (organisation: Organisation): boolean => organisation.role !== 'network';
