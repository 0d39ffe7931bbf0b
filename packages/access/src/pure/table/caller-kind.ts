import type { NodeCountry } from '@waylight/contracts';
import type { Audience } from '@waylight/contracts/audiences';
import type { Identity } from '../registry/identity.ts';
import type { Organisation } from '../registry/registry.ts';

/** Every kind of caller there is, and whom it stands for. Nobody is of two kinds at one door. */
export const CALLER_KINDS = {
  'no-certificate':
    'shows no certificate, or one that TLS refuses: of another authority, expired, or made for a server',
  unknown:
    'shows a certificate that the registry does not know or has revoked, that names nobody, or that has expired since; over HTTP a session that is over',
  suspended: 'an organisation that the registry has suspended, and its officers and readers',
  network: 'an organisation of the network',
  'public-source': 'an organisation of the network that may send what was published elsewhere',
  regional: 'a member without a node of its own',
  lead: 'a member that leads a country; at a node, of that country',
  elsewhere: 'at a node: an organisation, or a data-protection officer, of other countries',
  authority: 'an authority of a country',
  officer: 'a data-protection officer of a country or an organisation',
  operator: 'an operator',
  node: "a country's node, by its own certificate",
  service: 'another service of the region, by its own certificate',
  public: 'somebody over HTTP who says nothing about himself',
  analyst: 'a reader over HTTP of a member',
  'network-analyst': 'a reader over HTTP of an organisation of the network',
} as const;

export type CallerKind = keyof typeof CALLER_KINDS;

export const callerKinds = Object.keys(CALLER_KINDS) as readonly CallerKind[];

/** What a caller is at a node of this country, or at the region where none is given. */
export function classifyCaller(identity: Identity | undefined, at: NodeCountry | undefined): CallerKind {
  switch (identity?.kind) {
    // The registry tells nobody apart whom it does not let in: the suspended are among them.
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

/** As which circle a kind of caller reads, where it may read. */
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
