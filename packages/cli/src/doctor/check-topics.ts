import { type LogPrincipal, topicRegistry } from '@waylight/contracts';
import type { SeenTopic } from '@waylight/event-log';
import { type Finding, ok, wrong } from '../installation/finding.ts';

/** Checks the rights of a credential on its topics, and whether these topics exist with the configured number of partitions. */
export function checkTopics(
  { commonName, rules }: LogPrincipal,
  partitions: number,
  topics: ReadonlyMap<string, SeenTopic>,
): Finding[] {
  const where = `Kafka, as ${commonName}`;
  const expected = new Map(topicRegistry(partitions).map((spec) => [spec.name, spec.partitions]));
  const [missing, missingRights, otherPartitions]: [string[], string[], string[]] = [[], [], []];
  for (const rule of rules)
    for (const topic of 'topics' in rule ? rule.topics : []) {
      const seen = topics.get(topic);
      if (seen === undefined || seen.state === 'missing') missing.push(topic);
      else if (seen.state === 'refused') missingRights.push(`${rule.operations.join(', ')} on ${topic}`);
      else {
        const lacking = rule.operations.filter((operation) => !seen.permitted.has(operation));
        if (lacking.length > 0) missingRights.push(`${lacking.join(', ')} on ${topic}`);
        if (expected.get(topic) !== seen.partitions)
          otherPartitions.push(`${topic} has ${seen.partitions} and not ${expected.get(topic)}`);
      }
    }
  const findings = [
    ...(missingRights.length === 0
      ? []
      : [wrong('access', where, `lacks the right: ${shorten(missingRights)}`, APPLY)]),
    ...(missing.length === 0
      ? []
      : [wrong('topics', where, `there is no topic: ${shorten(missing)}`, APPLY)]),
    ...(otherPartitions.length === 0
      ? []
      : [
          wrong(
            'partitions',
            where,
            `the number differs from the configuration: ${shorten(otherPartitions)}`,
            PARTITIONS,
          ),
        ]),
  ];
  return findings.length > 0 ? findings : [ok('topics', where, `may use its ${topics.size} topics`)];
}

const APPLY =
  'ask the operator of the region to run waylight topics apply; waylight topics plan lists everything that is missing';
const PARTITIONS =
  'set WAYLIGHT_PARTITIONS to the number of the region; to change that number, follow "Another number of partitions" in docs/operations/upgrade.md';

const shorten = (found: readonly string[]): string =>
  `${found.slice(0, 3).join('; ')}${found.length > 3 ? ` and ${found.length - 3} more` : ''}`;
