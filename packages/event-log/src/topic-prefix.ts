import type { Appender, Consumption, EventLog, LogBatch, PartitionId } from './port.ts';

/**
 * Adds a prefix to every topic and group on the cluster. Callers do not see the prefix. So several regions, such as a drill and
 * the real region, or tests, can share a cluster without sharing a topic.
 */
export function withTopicPrefix(log: EventLog, prefix: string): EventLog {
  const addPrefix = (name: string) => `${prefix}${name}`;
  const stripPrefix = (name: string) => name.slice(prefix.length);
  const addIdPrefix = ({ topic, partition }: PartitionId) => ({ topic: addPrefix(topic), partition });
  const stripIdPrefix = ({ topic, partition }: PartitionId) => ({ topic: stripPrefix(topic), partition });
  const stripItemPrefix = <T extends { readonly id: PartitionId }>(item: T): T => ({
    ...item,
    id: stripIdPrefix(item.id),
  });
  const prefixSpecs = <T extends { readonly name: string }>(specs: readonly T[]): T[] =>
    specs.map((spec) => ({ ...spec, name: addPrefix(spec.name) }));
  return {
    clusterId: () => log.clusterId(),
    topicId: (topic) => log.topicId(addPrefix(topic)),
    applyTopics: async (specs) => {
      const { created, changed } = await log.applyTopics(prefixSpecs(specs));
      return { created: created.map(stripPrefix), changed: changed.map(stripPrefix) };
    },
    checkTopics: (specs) => log.checkTopics(prefixSpecs(specs)),
    listTopics: async () =>
      (await log.listTopics())
        .filter(({ name }) => name.startsWith(prefix))
        .map(({ name, partitions }) => ({ name: stripPrefix(name), partitions })),
    offsets: (topic) => log.offsets(addPrefix(topic)),
    createAppender: (): Appender => {
      const appender = log.createAppender();
      return {
        append: (topic, records, options) => appender.append(addPrefix(topic), records, options),
        appendAll: (batches, options) =>
          appender.appendAll(
            batches.map(({ topic, records }) => ({ topic: addPrefix(topic), records })),
            options,
          ),
        close: () => appender.close(),
      };
    },
    consume: async ({ topics, group, reader, ...options }): Promise<Consumption> => {
      const consumption = await log.consume({
        ...options,
        group: addPrefix(group),
        topics:
          typeof topics === 'function' ? async () => (await topics()).map(addPrefix) : topics.map(addPrefix),
        reader: {
          claim: (id, context) => reader.claim(stripIdPrefix(id), context),
          handle: (batch, context) => reader.handle(stripItemPrefix(batch), context),
          onLost: (id) => reader.onLost?.(stripIdPrefix(id)),
        },
      });
      return {
        assignedPartitions: () => consumption.assignedPartitions().map(stripIdPrefix),
        lastFetchAtMs: () => consumption.lastFetchAtMs(),
        lag: async () => (await consumption.lag()).map(stripItemPrefix),
        stoppedPartitions: () => consumption.stoppedPartitions().map(stripItemPrefix),
        failingPartitions: () => consumption.failingPartitions().map(stripItemPrefix),
        stop: () => consumption.stop(),
        ended: consumption.ended,
      };
    },
    readFrom: (id, from, options) =>
      stripBatches(log.readFrom(addIdPrefix(id), from, options), stripItemPrefix),
    close: () => log.close(),
  };
}

async function* stripBatches(
  batches: AsyncIterable<LogBatch>,
  stripItemPrefix: (batch: LogBatch) => LogBatch,
): AsyncIterable<LogBatch> {
  for await (const batch of batches) yield stripItemPrefix(batch);
}
