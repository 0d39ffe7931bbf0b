import {
  AGGREGATION_GROUP,
  aclsOf,
  kafkaPrincipal,
  type LogAcl,
  NODE_COUNTRIES,
  type NodeCountry,
  nodePrincipal,
  regionPrincipals,
  topicRegistry,
} from '@waylight/contracts';
import type { TopicSettings } from '../port.ts';
import type { TopicDifference } from '../topic-problems.ts';

export type DesiredLogOptions = {
  /** Countries whose topics and node should have rules. */
  readonly countries?: readonly NodeCountry[];
  readonly partitions?: number;
  /** Prefix of topics and groups. */
  readonly prefix?: string;
  /** Name of aggregation's consumer groups, without the generation. */
  readonly group?: string;
};

/** Topics and rules that the log should have. */
export type DesiredLog = {
  readonly topics: readonly TopicSettings[];
  readonly acls: readonly LogAcl[];
  /** The rules of all countries: other rules are foreign. */
  readonly permitted: readonly LogAcl[];
  /** Topics of all countries, and the start of group names. Rules for them disclose the number of reports. */
  readonly protected: { readonly topics: ReadonlySet<string>; readonly groupPrefix: string };
};

export function desiredLog({
  countries = NODE_COUNTRIES,
  partitions,
  prefix = '',
  group = AGGREGATION_GROUP,
}: DesiredLogOptions = {}): DesiredLog {
  const aclsFor = (nodes: readonly NodeCountry[]) =>
    [...nodes.map(nodePrincipal), ...Object.values(regionPrincipals(group))].flatMap((principal) =>
      aclsOf(principal, prefix),
    );
  return {
    topics: topicRegistry(partitions, countries).map((spec) => ({ ...spec, name: `${prefix}${spec.name}` })),
    acls: aclsFor(countries),
    permitted: aclsFor(NODE_COUNTRIES),
    protected: {
      topics: new Set(topicRegistry().map(({ name }) => `${prefix}${name}`)),
      groupPrefix: `${prefix}${group}.`,
    },
  };
}

/** Differences between a log and its desired state. */
export type LogPlan = {
  readonly topics: readonly TopicDifference[];
  /** Rules that should exist. Those of revoked principals are left out. */
  readonly missing: readonly LogAcl[];
  /** Rules that allow more than the data. */
  readonly foreign: readonly LogAcl[];
  /** Rules that deny, except those of revoked principals. They are never removed, because that would permit more. */
  readonly denials: readonly LogAcl[];
  /** Principals that may do nothing, whatever other rules permit. */
  readonly revoked: readonly string[];
};

/** Compares the rules of a log with the desired rules. */
export function planAcls(desired: DesiredLog, found: readonly LogAcl[]): Omit<LogPlan, 'topics'> {
  const existing = new Set(found.map(identify));
  const permitted = new Set(desired.permitted.map(identify));
  const revoked = [...new Set(found.filter(isRevocation).map(({ principal }) => principal))].sort();
  const concerning = found.filter((acl) => isOfWaylight(acl) || isForProtected(acl, desired));
  return {
    missing: desired.acls.filter((acl) => !existing.has(identify(acl)) && !revoked.includes(acl.principal)),
    foreign: concerning.filter((acl) => acl.permission === 'allow' && !permitted.has(identify(acl))),
    denials: concerning.filter((acl) => acl.permission === 'deny' && !revoked.includes(acl.principal)),
    revoked,
  };
}

/** True if nothing has to be changed. Revoked principals are a decision, not a difference. */
export function isLogAsDesired({ topics, missing, foreign, denials }: LogPlan): boolean {
  return topics.length + missing.length + foreign.length + denials.length === 0;
}

/** The rules that exclude a node. Kafka prefers them to every rule that allows, also to one for `User:*`. */
export function revocationOf(country: NodeCountry): LogAcl[] {
  const principal = kafkaPrincipal(nodePrincipal(country).commonName);
  return REVOKED_RESOURCES.map(([resource, name]) => ({
    principal,
    permission: 'deny',
    operation: 'All',
    resource,
    name,
    pattern: 'literal',
    host: '*',
  }));
}

const REVOKED_RESOURCES = [
  ['topic', '*'],
  ['group', '*'],
  ['cluster', 'kafka-cluster'],
] as const;

const REVOCATIONS = new Set(
  NODE_COUNTRIES.flatMap(revocationOf)
    .filter(({ resource }) => resource === 'topic')
    .map(identify),
);
function isRevocation(acl: LogAcl): boolean {
  return REVOCATIONS.has(identify(acl));
}

/** A name in another case or with further parts would look like one of ours. */
function isOfWaylight({ principal }: LogAcl): boolean {
  return /CN=waylight-/i.test(principal) || principal === 'User:*' || principal === 'User:ANONYMOUS';
}

function isForProtected(
  { resource, name, pattern }: LogAcl,
  { protected: { topics, groupPrefix } }: DesiredLog,
): boolean {
  const isAny = pattern === 'literal' && name === '*';
  if (resource === 'topic')
    return (
      isAny ||
      (pattern === 'literal' ? topics.has(name) : [...topics].some((topic) => topic.startsWith(name)))
    );
  if (resource === 'group')
    return isAny || name.startsWith(groupPrefix) || (pattern === 'prefixed' && groupPrefix.startsWith(name));
  return false;
}

function identify({ principal, permission, operation, resource, name, pattern, host }: LogAcl): string {
  return JSON.stringify([principal, permission, operation, resource, name, pattern, host]);
}
