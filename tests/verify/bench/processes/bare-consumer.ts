/** The least work with the same topics: it reads, decodes and counts in memory, and commits nothing. */
import { zstdDecompressSync } from 'node:zlib';
import { NODE_COUNTRIES, reportsTopic } from '@waylight/contracts';
import kafkajs from 'kafkajs';
import { createBareCount } from '../bare-count.ts';
import type { Workload } from '../drain.ts';

export type BareSettings = {
  readonly stretch: Workload;
  readonly group: string;
  readonly brokers: string;
  readonly topicPrefix: string;
};
export type BareResult = { readonly perSecond: number };

const { stretch, group, brokers, topicPrefix } = JSON.parse(process.argv[2] ?? '') as BareSettings;
const { count, finished } = createBareCount(stretch);
kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => ({
  compress: () => Promise.reject(new Error('this program only reads')),
  decompress: async (buffer: Buffer) => zstdDecompressSync(buffer),
});
const kafka = new kafkajs.Kafka({ brokers: [brokers], clientId: 'bare', logLevel: kafkajs.logLevel.NOTHING });
const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
await consumer.connect();
await consumer.subscribe({
  topics: NODE_COUNTRIES.map((country) => `${topicPrefix}${reportsTopic(country)}`),
  fromBeginning: true,
});
await consumer.run({
  autoCommit: false,
  eachBatch: async ({ batch }) => count(batch.messages.map(({ value }) => value)),
});
const result: BareResult = { perSecond: await finished };
process.stdout.write(`${JSON.stringify(result)}\n`);
await consumer.disconnect();
