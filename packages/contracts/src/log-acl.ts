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
 * Who may do what on the event log. Offsets count: whoever may read or describe a country's topics can count what that
 * country reports, so each party may do what its service does, by its own name, and nothing else. Insights may say what its audit ends with.
 */

/** By Kafka's names. Read and Write imply Describe; AlterConfigs implies DescribeConfigs. */
export type LogOperation = 'Read' | 'Write' | 'Describe' | 'DescribeConfigs' | 'AlterConfigs' | 'Create';

/** Operations on topics by their whole names, or on every group whose name begins so. */
export type LogRule = { readonly operations: readonly LogOperation[] } & (
  | { readonly topics: readonly string[] }
  | { readonly groupPrefix: string }
);

export type LogPrincipal = {
  /** The common name, and the whole subject, of the certificate with which it connects. */
  readonly commonName: string;
  readonly rules: readonly LogRule[];
};

/** What a node does: append its own, read what the region tells it, and hold its topics against the registry. */
export function nodePrincipal(country: NodeCountry): LogPrincipal {
  return {
    commonName: `waylight-node-${country}`,
    rules: [
      {
        operations: ['Write', 'DescribeConfigs'],
        topics: [reportsTopic(country), activityTopic(country), heartbeatTopic(country)],
      },
      { operations: ['Read', 'DescribeConfigs'], topics: [progressTopic(country)] },
      // It holds its own audit against what it said before, and its ledger against what it took back.
      { operations: ['Read', 'Write'], topics: [auditHeadsTopic(country), restoreJournalTopic(country)] },
    ],
  };
}

/** What aggregation makes, settles and reads; it can't write what only a node may say. */
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
      // The generation is added to the group's name.
      { operations: ['Read'], groupPrefix: 'waylight-aggregation.' },
    ],
  };
}

/** What insights does: it writes what its own audit ends with, and holds the audit against it. Nothing there is about a report. */
export const INSIGHTS_PRINCIPAL: LogPrincipal = {
  commonName: 'waylight-insights',
  rules: [{ operations: ['Read', 'Write'], topics: [INSIGHTS_AUDIT_HEADS_TOPIC] }],
};
