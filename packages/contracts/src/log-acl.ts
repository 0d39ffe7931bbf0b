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
export function aggregationPrincipal(countries: readonly NodeCountry[] = NODE_COUNTRIES): LogPrincipal {
  const topics = topicRegistry(1, countries).map(({ name }) => name);
  const of = (topic: (country: NodeCountry) => string): readonly string[] => countries.map(topic);
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
      { operations: ['Read'], groupPrefix: 'waylight-aggregation.' },
    ],
  };
}

/** Insights publishes its audit chain head, and compares its audit with it. That topic contains nothing about reports. */
export const INSIGHTS_PRINCIPAL: LogPrincipal = {
  commonName: 'waylight-insights',
  rules: [{ operations: ['Read', 'Write'], topics: [INSIGHTS_AUDIT_HEADS_TOPIC] }],
};
