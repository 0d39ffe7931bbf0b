import type { LogAcl } from '@waylight/contracts';
import { describeTopicDifference, type LogPlan, type TopicDifference } from '@waylight/event-log';
import { alignRows } from '../tables/text-table.ts';

/** The lines of a plan; one line if nothing differs. */
export function describePlan({ topics, missing, foreign, denials, revoked }: LogPlan): string[] {
  const rows = [
    ...topics.map(topicRow),
    ...describeAcls(missing).map((acls) => ['missing', acls]),
    ...describeAcls(foreign).map((acls) => ['foreign', acls]),
    ...describeAcls(denials).map((acls) => [
      'denied',
      `${acls} (remove it with kafka-acls.sh if it is not intended)`,
    ]),
    ...revoked.map((principal) => [
      'revoked',
      `${principal} may do nothing (topics revoke --undo ends that)`,
    ]),
  ];
  if (topics.length + missing.length + foreign.length + denials.length === 0)
    rows.unshift(['ok', 'topics and access rules are as they should be']);
  return alignRows(rows);
}

function topicRow(difference: TopicDifference): string[] {
  switch (difference.kind) {
    case 'missing':
      return ['missing', `topic ${difference.topic}`];
    case 'partitions': {
      const { topic, actual, expected } = difference;
      const remedy = 'See "Another number of partitions" in the operations manual';
      return ['fixed', `topic ${topic} has ${actual} partitions and should have ${expected}. ${remedy}`];
    }
    case 'setting':
      return ['differs', describeTopicDifference(difference)];
    default:
      return difference satisfies never;
  }
}

/** One line for the resources of which a principal may do the same. */
export function describeAcls(acls: readonly LogAcl[]): string[] {
  const byResource = Map.groupBy(acls, ({ operation: _, ...rest }) => JSON.stringify(rest));
  const rights = [...byResource.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined
      ? []
      : [{ ...first, operations: group.map(({ operation }) => operation).join(', ') }];
  });
  const byRight = Map.groupBy(rights, ({ principal, permission, operations, resource, host }) =>
    [
      principal,
      permission === 'allow' ? `may ${operations}` : `may not ${operations}`,
      ...(host === '*' ? [] : [`from ${host}`]),
      `on ${resource}`,
    ].join(' '),
  );
  return [...byRight].map(
    ([right, group]) =>
      `${right} ${group.map(({ name, pattern }) => (pattern === 'prefixed' ? `${name}…` : name)).join(', ')}`,
  );
}
