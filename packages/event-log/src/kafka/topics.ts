import kafkajs, { type Admin } from 'kafkajs';
import { pause } from '../async-control.ts';
import { LogError } from '../errors.ts';
import { backoffMs } from '../partition-reading.ts';
import type { PartitionOffsets, TopicSettings } from '../port.ts';
import {
  describeTopicDifference,
  partitionCountError,
  partitionDifference,
  settingDifferences,
  type TopicDifference,
} from '../topic-problems.ts';
import type { Connections } from './connections.ts';

const LEADER_TIMEOUT_MS = 30_000;

export async function applyTopics(
  connections: Connections,
  specs: readonly TopicSettings[],
  replicationFactor: number,
): Promise<{ created: string[]; changed: string[] }> {
  const counts = await partitionCounts(connections);
  for (const spec of specs) {
    const got = counts.get(spec.name);
    if (got !== undefined && got !== spec.partitions) throw partitionCountError(spec, got);
  }
  return connections.withAdmin(async (admin) => {
    const missing = specs.filter(({ name }) => !counts.has(name));
    const changed: string[] = [];
    for (const spec of specs.filter(({ name }) => counts.has(name))) {
      if (await alterTopic(admin, spec)) changed.push(spec.name);
    }
    if (missing.length > 0) {
      await admin.createTopics({
        waitForLeaders: true,
        topics: missing.map((spec) => ({
          topic: spec.name,
          numPartitions: spec.partitions,
          replicationFactor,
          configEntries: Object.entries(desiredConfig(spec)).map(([name, value]) => ({ name, value })),
        })),
      });
      for (const { name } of missing) await waitForLeader(admin, name);
    }
    return { created: missing.map(({ name }) => name), changed };
  });
}

/**
 * Waits until the broker serves a new topic. The broker lists itself as leader shortly before, but still rejects appends. It
 * returns the offsets of a partition only when it serves the partition.
 */
async function waitForLeader(admin: Admin, topic: string): Promise<void> {
  const deadline = AbortSignal.timeout(LEADER_TIMEOUT_MS);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.fetchTopicOffsets(topic);
      return;
    } catch (error) {
      if (!(await pause(backoffMs(attempt), deadline))) throw error;
    }
  }
}

export async function checkTopics(
  connections: Connections,
  specs: readonly TopicSettings[],
): Promise<{ problems: string[] }> {
  return { problems: (await compareTopics(connections, specs)).map(describeTopicDifference) };
}

/** Compares topics with their specifications. If the partition count differs, the settings are not compared. */
export async function compareTopics(
  connections: Connections,
  specs: readonly TopicSettings[],
): Promise<TopicDifference[]> {
  const counts = await partitionCounts(connections);
  return connections.withAdmin(async (admin) => {
    const found: TopicDifference[] = [];
    for (const spec of specs) {
      const got = counts.get(spec.name);
      if (got === undefined) found.push({ kind: 'missing', topic: spec.name });
      else if (got !== spec.partitions) found.push(partitionDifference(spec, got));
      else found.push(...differences(spec, await settingsOf(admin, spec.name)));
    }
    return found;
  });
}

export async function topicOffsets(connections: Connections, topic: string): Promise<PartitionOffsets[]> {
  await describeTopic(connections, topic);
  const answers = await connections.withAdmin((admin) => admin.fetchTopicOffsets(topic));
  return answers
    .map(({ partition, low, high }) => ({ partition, start: Number(low), end: Number(high) }))
    .sort((a, b) => a.partition - b.partition);
}

/** Throws `topic-missing` for a missing topic. The client itself would retry and fail with the broker's code. */
export async function describeTopic(connections: Connections, topic: string) {
  const { clusterId, topics } = await connections.withCluster((cluster) => cluster.describe([topic]));
  const found = topics.get(topic);
  if (found === undefined) throw new LogError('topic-missing', `the log has no topic ${topic}`);
  return { clusterId, ...found };
}

export async function partitionCounts(connections: Connections): Promise<Map<string, number>> {
  const { topics } = await connections.withCluster((cluster) => cluster.describe());
  const counts = [...topics].filter(([, { internal }]) => !internal);
  return new Map(counts.map(([name, { leaders }]) => [name, leaders.size]));
}

function desiredConfig(spec: TopicSettings): Record<string, string> {
  return { 'cleanup.policy': spec.cleanup, 'retention.ms': String(spec.retentionMs), ...spec.settings };
}

type Setting = { readonly value: string; readonly ofTopic: boolean };

async function settingsOf(admin: Admin, topic: string): Promise<Map<string, Setting>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }],
  });
  const entries = resources[0]?.configEntries ?? [];
  return new Map(
    entries.map(({ configName, configValue, configSource }) => [
      configName,
      { value: configValue, ofTopic: configSource === kafkajs.ConfigSource.TOPIC_CONFIG },
    ]),
  );
}

function differences(spec: TopicSettings, got: ReadonlyMap<string, Setting>): TopicDifference[] {
  return Object.entries(desiredConfig(spec)).flatMap(([name, want]) =>
    settingDifferences(spec, name, got.get(name)?.value, want),
  );
}

/** AlterConfigs replaces all settings of a topic, so its other settings are sent as well. */
async function alterTopic(admin: Admin, spec: TopicSettings): Promise<boolean> {
  const got = await settingsOf(admin, spec.name);
  if (differences(spec, got).length === 0) return false;
  const kept = [...got]
    .filter(([, { ofTopic }]) => ofTopic)
    .map(([name, { value }]): [string, string] => [name, value]);
  const all = { ...Object.fromEntries(kept), ...desiredConfig(spec) };
  await admin.alterConfigs({
    validateOnly: false,
    resources: [
      {
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name: spec.name,
        configEntries: Object.entries(all).map(([name, value]) => ({ name, value })),
      },
    ],
  });
  return true;
}
