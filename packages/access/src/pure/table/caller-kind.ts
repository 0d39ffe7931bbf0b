import type { NodeCountry } from '@waylight/contracts';
import type { Audience } from '@waylight/contracts/audiences';
import type { Identity } from '../registry/identity.ts';
import type { Organisation } from '../registry/registry-content.ts';

/**
 * All kinds of callers, with descriptions. A caller has exactly one kind at an endpoint, but can have another kind at another
 * endpoint.
 */
export const CALLER_KINDS = {
  'no-certificate':
    'has no certificate, or one that TLS rejects: signed by another CA, expired, or issued for a server',
  unknown:
    'has a certificate that is unregistered, revoked, meanwhile expired, or without an identity; over HTTP, an ended session',
  suspended: 'a suspended organisation, and its officers and readers',
  network: 'an organisation of the network',
  'public-source': 'an organisation of the network that may send public-record reports',
  regional: 'a member without a node of its own',
  lead: 'the lead member of a country; at a node, only the lead of its country',
  elsewhere: 'at a node: an organisation or a data-protection officer of other countries',
  authority: 'an authority of a country',
  officer: 'a data-protection officer of a country or an organisation',
  operator: 'an operator',
  node: "a country's node, by its own certificate",
  service: 'another service of the region, by its own certificate',
  public: 'a caller over HTTP without an identity',
  analyst: 'a person of a member organisation, signed in over HTTP',
  'network-analyst': 'a person of a network organisation, signed in over HTTP',
} as const;

export type CallerKind = keyof typeof CALLER_KINDS;

export const callerKinds = Object.keys(CALLER_KINDS) as readonly CallerKind[];

/** Returns the kind of a caller at the node of a country, or at the region if `at` is undefined. */
export function classifyCaller(identity: Identity | undefined, at: NodeCountry | undefined): CallerKind {
  switch (identity?.kind) {
    // `identify` gives no reason for an invalid certificate, so suspended callers are `unknown` here too.
    case undefined:
      return 'unknown';
    case 'organisation':
      return classifyOrganisation(identity.organisation, at);
    case 'officer':
      return at === undefined || identity.countries.includes(at) ? 'officer' : 'elsewhere';
    case 'authority':
    case 'operator':
    case 'node':
    case 'service':
      return identity.kind;
    default:
      return identity satisfies never;
  }
}

function classifyOrganisation(organisation: Organisation, at: NodeCountry | undefined): CallerKind {
  const { countries, role, publicSource } = organisation;
  if (at !== undefined && !countries.includes(at)) return 'elsewhere';
  return role === 'network' && publicSource !== undefined ? 'public-source' : role;
}

/** The audience of each kind of caller. */
export const AUDIENCE_OF_CALLER: Readonly<Record<CallerKind, Audience>> = {
  'no-certificate': 'public',
  unknown: 'public',
  suspended: 'public',
  network: 'network',
  'public-source': 'network',
  regional: 'partners',
  lead: 'partners',
  elsewhere: 'public',
  authority: 'authorities',
  officer: 'public',
  operator: 'public',
  node: 'public',
  service: 'public',
  public: 'public',
  analyst: 'partners',
  'network-analyst': 'network',
};
