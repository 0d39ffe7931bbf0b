/** Tries settings of the peers one by one, next to those of the benchmark: the best ones are kept there. */
import process from 'node:process';
import { createKafkaEventLog, withTopicPrefix } from '@waylight/event-log';
import { uniqueName } from '@waylight/testing';
import { deleteTopics } from '@waylight/tests-region';
import { makeEvents } from './bench-events.ts';
import { checkTruth } from './cells.ts';
import { createDependencies } from './dependencies.ts';
import { runPeer } from './peer.ts';
import { buildPeers } from './peer-build.ts';
import { PEER_KINDS, type PeerTuning, TUNED } from './peer-settings.ts';
import { preload } from './preload.ts';

const [events = 300_000, warmUp = 100_000, runs = 1] = process.argv.slice(2).map(Number);
const CHANGED_PERCENT = 70;
const PARTITIONS = 3;
const MIB = 2 ** 20;

const TUNINGS: Readonly<Record<string, Partial<PeerTuning>>> = {
  'as in the benchmark': {},
  '1 thread': { streams: { 'num.stream.threads': 1 } },
  '3 threads': { streams: { 'num.stream.threads': 3 } },
  'commits every 200 ms': { streams: { 'commit.interval.ms': 200 } },
  'commits every 1 s': { streams: { 'commit.interval.ms': 1_000 } },
  'commits every 5 s': { streams: { 'commit.interval.ms': 5_000 } },
  'a cache of 64 MiB': { streams: { 'statestore.cache.max.bytes': 64 * MIB } },
  'a cache of 512 MiB': { streams: { 'statestore.cache.max.bytes': 512 * MIB } },
  'RocksDB with its defaults': { streams: { 'rocks.block.cache.bytes': 0, 'rocks.write.buffer.bytes': 0 } },
  'own topics in lz4': { streams: { 'producer.compression.type': 'lz4' } },
  'the G1 collector': { java: ['-Xms2g', '-Xmx2g', '-XX:+UseG1GC'] },
};

const dependencies = createDependencies();
const classPath = await buildPeers();
const kafka = await dependencies.kafka();
const topicPrefix = `${uniqueName('tuning')}.`;
const log = withTopicPrefix(createKafkaEventLog({ brokers: [kafka], clientId: 'tuning' }), topicPrefix);
try {
  const generated = makeEvents({ count: warmUp + events, changedPercent: CHANGED_PERCENT });
  const { records: total } = await preload(log, generated.events, PARTITIONS);
  const on = { kafka, topicPrefix, partitions: PARTITIONS, total, warmUp, classPath };
  for (let run = 0; run < runs; run++)
    for (const [name, { java, streams }] of Object.entries(TUNINGS))
      for (const kind of PEER_KINDS) {
        const tuned = TUNED[kind];
        const tuning = { java: java ?? tuned.java, streams: { ...tuned.streams, ...streams } };
        const { perSecond, cells } = await runPeer({ ...on, kind, tuning });
        checkTruth(cells, generated.truth());
        process.stdout.write(`${kind.padEnd(10)} ${Math.round(perSecond)}/s  ${name}\n`);
      }
} finally {
  await log.close();
  await deleteTopics(kafka, topicPrefix);
  await dependencies.stop();
}
