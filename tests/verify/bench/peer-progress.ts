import kafkajs from 'kafkajs';

export type PeerTopics = {
  readonly kafka: string;
  readonly group: string;
  /** Topics of reports. */
  readonly sources: readonly string[];
  /** Its own intermediate topics by cell, for a second step. */
  readonly between: readonly string[];
};

export type PeerProgress = { readonly counted: () => Promise<number>; readonly close: () => Promise<void> };

/**
 * Counts the events of a Kafka Streams application by its committed offsets. With a second step, an event that only the
 * first step has read counts half. The offsets of the sources are read first, and intermediate records are committed
 * together with them: so the full number means that nothing is left.
 */
export async function watchPeer({ kafka, group, sources, between }: PeerTopics): Promise<PeerProgress> {
  const client = new kafkajs.Kafka({
    brokers: [kafka],
    clientId: 'bench-peers',
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const admin = client.admin();
  await admin.connect();
  const committed = async (topics: readonly string[]): Promise<number> => {
    const offsets = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
    return sum(
      offsets.flatMap(({ partitions }) => partitions.map(({ offset }) => Math.max(0, Number(offset)))),
    );
  };
  const end = async (topic: string): Promise<number> =>
    sum((await admin.fetchTopicOffsets(topic)).map(({ high }) => Number(high)));
  return {
    counted: async () => {
      const read = await committed(sources);
      if (read === 0 || between.length === 0) return read;
      const shares = await Promise.all(
        between.map(async (topic) => {
          const sent = await end(topic);
          return sent === 0 ? 0 : (await committed([topic])) / sent;
        }),
      );
      return (read * (1 + Math.min(...shares))) / 2;
    },
    close: () => admin.disconnect(),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
