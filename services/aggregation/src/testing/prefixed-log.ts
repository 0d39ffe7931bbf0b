import type { Appender, Consumption, EventLog, LogBatch, PartitionId } from '@waylight/event-log';

/**
 * A log whose topics all carry a prefix on the real one, so that tests share one cluster without sharing topics. What
 * is read and written is the real log's.
 */
export function prefixedLog(log: EventLog, prefix: string): EventLog {
  const real = (topic: string) => `${prefix}.${topic}`;
  const ours = (topic: string) => topic.slice(prefix.length + 1);
  const isOurs = (topic: string) => topic.startsWith(`${prefix}.`);
  const realId = ({ topic, partition }: PartitionId) => ({ topic: real(topic), partition });
  const ourId = ({ topic, partition }: PartitionId) => ({ topic: ours(topic), partition });
  const withOurId = <T extends { readonly id: PartitionId }>(item: T): T => ({ ...item, id: ourId(item.id) });
  return {
    clusterId: () => log.clusterId(),
    topicId: (topic) => log.topicId(real(topic)),
    applyTopics: async (specs) => {
      const applied = await log.applyTopics(specs.map((spec) => ({ ...spec, name: real(spec.name) })));
      return { created: applied.created.map(ours), changed: applied.changed.map(ours) };
    },
    checkTopics: (specs) => log.checkTopics(specs.map((spec) => ({ ...spec, name: real(spec.name) }))),
    listTopics: async () =>
      (await log.listTopics())
        .filter(({ name }) => isOurs(name))
        .map(({ name, partitions }) => ({ name: ours(name), partitions })),
    offsets: (topic) => log.offsets(real(topic)),
    createAppender: (): Appender => {
      const appender = log.createAppender();
      return {
        append: (topic, records, options) => appender.append(real(topic), records, options),
        appendAll: (sends, options) =>
          appender.appendAll(
            sends.map(({ topic, records }) => ({ topic: real(topic), records })),
            options,
          ),
        close: () => appender.close(),
      };
    },
    consume: async ({ topics, group, reader, ...options }): Promise<Consumption> => {
      const consumption = await log.consume({
        ...options,
        group: real(group),
        topics: typeof topics === 'function' ? async () => (await topics()).map(real) : topics.map(real),
        reader: {
          claim: (id, context) => reader.claim(ourId(id), context),
          handle: (batch, context) => reader.handle(withOurId(batch), context),
          lost: (id) => reader.lost?.(ourId(id)),
        },
      });
      return {
        assigned: () => consumption.assigned().map(ourId),
        lastFetchAtMs: () => consumption.lastFetchAtMs(),
        lag: async () => (await consumption.lag()).map(withOurId),
        stoppedPartitions: () => consumption.stoppedPartitions().map(withOurId),
        failingPartitions: () => consumption.failingPartitions().map(withOurId),
        stop: () => consumption.stop(),
        ended: consumption.ended,
      };
    },
    readFrom: (id, from, options) => ourBatches(log.readFrom(realId(id), from, options), withOurId),
    close: () => log.close(),
  };
}

async function* ourBatches(
  batches: AsyncIterable<LogBatch>,
  withOurId: (batch: LogBatch) => LogBatch,
): AsyncIterable<LogBatch> {
  for await (const batch of batches) yield withOurId(batch);
}
