import {
  activityTopic,
  auditHeadsTopic,
  heartbeatTopic,
  INSIGHTS_AUDIT_HEADS_TOPIC,
  NODE_COUNTRIES,
  type NodeCountry,
  progressTopic,
  reportsTopic,
  restoreJournalTopic,
  topicRegistry,
} from './topics.ts';

/**
 * Access control of the event log. Offsets are counts: with read or describe access to a country's topics, one can count its
 * reports. So each principal may do only what its service does. Insights may publish only its audit chain head.
 */

/** Operations by their names in Kafka. Read and Write imply Describe; AlterConfigs implies DescribeConfigs. */
export type LogOperation = 'Read' | 'Write' | 'Describe' | 'DescribeConfigs' | 'AlterConfigs' | 'Create';

/** Operations on topics by their full names, or on every consumer group with a prefix. */
export type LogRule = { readonly operations: readonly LogOperation[] } & (
  | { readonly topics: readonly string[] }
  | { readonly groupPrefix: string }
);

export type LogPrincipal = {
  /** Common name, which is the entire subject of the principal's certificate. */
  readonly commonName: string;
  readonly rules: readonly LogRule[];
};

/** Common names of the log's superusers: its brokers, and the administrator who sets the rules. */
export const LOG_BROKER_NAME = 'waylight-kafka';
export const LOG_ADMINISTRATOR_NAME = 'waylight-kafka-admin';

/** Default name of aggregation's consumer groups. The service appends a dot and the generation. */
export const AGGREGATION_GROUP = 'waylight-aggregation';

/** A node's common name is lower case, because Strimzi can create no other users. */
const nodeName = (country: NodeCountry): string => `waylight-node-${country.toLowerCase()}`;

/** Returns the rules of a node. It appends to its own topics, reads its progress, and compares its topics with the registry. */
export function nodePrincipal(country: NodeCountry): LogPrincipal {
  return {
    commonName: nodeName(country),
    rules: [
      {
        operations: ['Write', 'DescribeConfigs'],
        topics: [reportsTopic(country), activityTopic(country), heartbeatTopic(country)],
      },
      { operations: ['Read', 'DescribeConfigs'], topics: [progressTopic(country)] },
      // The node compares its audit with its published chain heads, and its ledger with its restore journal.
      { operations: ['Read', 'Write'], topics: [auditHeadsTopic(country), restoreJournalTopic(country)] },
    ],
  };
}

/** Returns the rules of aggregation. It creates, configures and reads topics, but cannot write topics of nodes. */
export function aggregationPrincipal(group = AGGREGATION_GROUP): LogPrincipal {
  const topics = topicRegistry().map(({ name }) => name);
  const of = (topic: (country: NodeCountry) => string): readonly string[] => NODE_COUNTRIES.map(topic);
  const fromOthers = [
    ...[...of(reportsTopic), ...of(activityTopic), ...of(heartbeatTopic), ...of(auditHeadsTopic)],
    INSIGHTS_AUDIT_HEADS_TOPIC,
  ];
  const unread = of(restoreJournalTopic);
  const own = topics.filter((name) => ![...fromOthers, ...unread].includes(name));
  return {
    commonName: 'waylight-aggregation',
    rules: [
      { operations: ['Read', 'Create', 'AlterConfigs'], topics: fromOthers },
      { operations: ['Describe', 'Create', 'AlterConfigs'], topics: unread },
      { operations: ['Read', 'Write', 'Create', 'AlterConfigs'], topics: own },
      // The name of a consumer group ends with the generation, so the rule is for a prefix.
      { operations: ['Read'], groupPrefix: `${group}.` },
    ],
  };
}

/** Insights publishes its audit chain head, and compares its audit with it. That topic contains nothing about reports. */
export const INSIGHTS_PRINCIPAL: LogPrincipal = {
  commonName: 'waylight-insights',
  rules: [{ operations: ['Read', 'Write'], topics: [INSIGHTS_AUDIT_HEADS_TOPIC] }],
};

/** The principals of the region's services, by the services' names. */
export const regionPrincipals = (group = AGGREGATION_GROUP): Readonly<Record<string, LogPrincipal>> => ({
  aggregation: aggregationPrincipal(group),
  insights: INSIGHTS_PRINCIPAL,
});

/** Common names of all clients of the log. */
export const LOG_CLIENT_NAMES: readonly string[] = [
  ...NODE_COUNTRIES.map(nodeName),
  ...Object.values(regionPrincipals()).map(({ commonName }) => commonName),
  LOG_ADMINISTRATOR_NAME,
];

/** One access rule of Kafka (ACL), by the names in its tools. */
export type LogAcl = {
  /** `User:` and the subject of a certificate, or `User:*`. */
  readonly principal: string;
  readonly permission: 'allow' | 'deny';
  readonly operation: string;
  readonly resource: string;
  readonly name: string;
  /** `prefixed`: the rule is for every resource whose name begins with `name`. */
  readonly pattern: 'literal' | 'prefixed';
  readonly host: string;
};

export const kafkaPrincipal = (commonName: string): string => `User:CN=${commonName}`;

/** Returns the rules of a principal as ACLs. The prefix precedes the names of topics and groups. */
export function aclsOf({ commonName, rules }: LogPrincipal, prefix = ''): LogAcl[] {
  return rules.flatMap((rule) => {
    const resources =
      'topics' in rule
        ? rule.topics.map((topic) => ({ resource: 'topic', name: topic, pattern: 'literal' as const }))
        : [{ resource: 'group', name: rule.groupPrefix, pattern: 'prefixed' as const }];
    return resources.flatMap(({ resource, name, pattern }) =>
      rule.operations.map((operation) => ({
        principal: kafkaPrincipal(commonName),
        permission: 'allow' as const,
        operation,
        resource,
        name: `${prefix}${name}`,
        pattern,
        host: '*',
      })),
    );
  });
}
