import type { Appender, Consumption, EventLog, LogBatch, PartitionId } from './port.ts';

/**
 * The same log, where every topic and group has a prefix on the cluster and none here. So several regions share one
 * cluster without sharing a topic: a drill beside the real one, and every test.
 */
export function withTopicPrefix(log: EventLog, prefix: string): EventLog {
  const there = (name: string) => `${prefix}${name}`;
  const here = (name: string) => name.slice(prefix.length);
  const idThere = ({ topic, partition }: PartitionId) => ({ topic: there(topic), partition });
  const idHere = ({ topic, partition }: PartitionId) => ({ topic: here(topic), partition });
  const withIdHere = <T extends { readonly id: PartitionId }>(item: T): T => ({
    ...item,
    id: idHere(item.id),
  });
  const named = <T extends { readonly name: string }>(specs: readonly T[]): T[] =>
    specs.map((spec) => ({ ...spec, name: there(spec.name) }));
  return {
    clusterId: () => log.clusterId(),
    topicId: (topic) => log.topicId(there(topic)),
    applyTopics: async (specs) => {
      const { created, changed } = await log.applyTopics(named(specs));
      return { created: created.map(here), changed: changed.map(here) };
    },
    checkTopics: (specs) => log.checkTopics(named(specs)),
    listTopics: async () =>
      (await log.listTopics())
        .filter(({ name }) => name.startsWith(prefix))
        .map(({ name, partitions }) => ({ name: here(name), partitions })),
    offsets: (topic) => log.offsets(there(topic)),
    createAppender: (): Appender => {
      const appender = log.createAppender();
      return {
        append: (topic, records, options) => appender.append(there(topic), records, options),
        appendAll: (sends, options) =>
          appender.appendAll(
            sends.map(({ topic, records }) => ({ topic: there(topic), records })),
            options,
          ),
        close: () => appender.close(),
      };
    },
    consume: async ({ topics, group, reader, ...options }): Promise<Consumption> => {
      const consumption = await log.consume({
        ...options,
        group: there(group),
        topics: typeof topics === 'function' ? async () => (await topics()).map(there) : topics.map(there),
        reader: {
          claim: (id, context) => reader.claim(idHere(id), context),
          handle: (batch, context) => reader.handle(withIdHere(batch), context),
          lost: (id) => reader.lost?.(idHere(id)),
        },
      });
      return {
        assigned: () => consumption.assigned().map(idHere),
        lastFetchAtMs: () => consumption.lastFetchAtMs(),
        lag: async () => (await consumption.lag()).map(withIdHere),
        stoppedPartitions: () => consumption.stoppedPartitions().map(withIdHere),
        failingPartitions: () => consumption.failingPartitions().map(withIdHere),
        stop: () => consumption.stop(),
        ended: consumption.ended,
      };
    },
    readFrom: (id, from, options) => batchesHere(log.readFrom(idThere(id), from, options), withIdHere),
    close: () => log.close(),
  };
}

async function* batchesHere(
  batches: AsyncIterable<LogBatch>,
  withIdHere: (batch: LogBatch) => LogBatch,
): AsyncIterable<LogBatch> {
  for await (const batch of batches) yield withIdHere(batch);
}
