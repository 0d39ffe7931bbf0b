import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { NODE_COUNTRIES, reportsTopic } from '@waylight/contracts';
import { uniqueName } from '@waylight/testing';
import { deleteTopics } from '@waylight/tests-region';
import kafkajs from 'kafkajs';
import { type Cells, createCells } from './cells.ts';
import { measureDrain } from './drain.ts';
import { codeLists, type PeerKind, type PeerTuning } from './peer-settings.ts';
import type { PreloadedTopics } from './running-workers.ts';

export type PeerRun = Omit<PreloadedTopics, 'redis'> & {
  readonly kind: PeerKind;
  readonly classPath: string;
  readonly tuning: PeerTuning;
};

/** Runs a comparable Kafka Streams program on the same records, measures it, and cleans up. */
export async function runPeer(run: PeerRun): Promise<{ perSecond: number; cells: Cells }> {
  const { kind, kafka, topicPrefix } = run;
  const application = uniqueName(`bench-${kind}`);
  const folder = await mkdtemp(join(tmpdir(), 'waylight-peer-'));
  const sources = NODE_COUNTRIES.map((country) => `${topicPrefix}${reportsTopic(country)}`);
  const settings = {
    'peer.kind': kind,
    'peer.topics': sources.join(','),
    ...codeLists(),
    'application.id': application,
    'bootstrap.servers': kafka,
    'state.dir': join(folder, 'state'),
    'processing.guarantee': 'exactly_once_v2',
    'replication.factor': 1,
    'consumer.auto.offset.reset': 'earliest',
    // Shorter heartbeats make the start with several threads faster. The start is not measured.
    'consumer.heartbeat.interval.ms': 500,
    ...run.tuning.streams,
  };
  await writeFile(join(folder, 'settings'), propertiesOf(settings));
  const peer = startJava([
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
    ...run.tuning.java,
    '-cp',
    run.classPath,
    'org.waylight.peers.Peer',
    join(folder, 'settings'),
  ]);
  try {
    const repartitionTopics =
      kind === 'dsl' ? ['occurred', 'received'].map((name) => `${application}-${name}-repartition`) : [];
    await peer.nextLine();
    const progress = await watchPeer({ kafka, group: application, sources, repartitionTopics });
    const perSecond = await peer.raceWithExit(measureDrain(progress.counted, run)).finally(progress.close);
    const file = join(folder, 'cells');
    peer.writeLine(file);
    await peer.nextLine();
    return { perSecond, cells: readCells(await readFile(file, 'utf8')) };
  } finally {
    await peer.stop();
    await rm(folder, { recursive: true, force: true });
    await deleteTopics(kafka, `${application}-`);
  }
}

function propertiesOf(settings: Readonly<Record<string, string | number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** Parses a line for each cell of each partition: its name in hex, then reports, incidents and victims. */
function readCells(text: string): Cells {
  const { cells, add } = createCells();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [name = '', ...values] = line.split(' ');
    const [reports = 0, incidents = 0, victims = 0] = values.map(Number);
    add(Buffer.from(name, 'hex').toString('latin1'), { reports, incidents, victims });
  }
  return cells;
}

type JavaProcess = {
  /** Reads the next line of its output. */
  readonly nextLine: () => Promise<string>;
  readonly writeLine: (line: string) => void;
  /** Returns the outcome of the work, or rejects as soon as the process has ended. */
  readonly raceWithExit: <T>(work: Promise<T>) => Promise<T>;
  /** Closes stdin, and kills the process if it does not exit in time. */
  readonly stop: () => Promise<void>;
};

const STOP_TIMEOUT_MS = 30_000;

/** Starts a Java program that reads commands from stdin and exits when stdin closes, so it cannot outlive us. */
function startJava(args: readonly string[]): JavaProcess {
  const child = spawn('java', [...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'close');
  const died = ended.then(([code, signal]) => {
    throw new Error(`the Java program ended with ${code ?? signal}`);
  });
  died.catch(() => {});
  return {
    nextLine: async () => {
      const { value, done } = await lines.next();
      return done === true ? died : value;
    },
    writeLine: (line) => {
      child.stdin.write(`${line}\n`);
    },
    raceWithExit: (work) => Promise.race([work, died]),
    stop: async () => {
      const tooLate = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      child.stdin.end();
      await ended;
      clearTimeout(tooLate);
    },
  };
}

type PeerTopics = {
  readonly kafka: string;
  readonly group: string;
  /** Topics of reports. */
  readonly sources: readonly string[];
  /** Repartition topics of the program, keyed by cell; empty without a second step. */
  readonly repartitionTopics: readonly string[];
};

type PeerProgress = { readonly counted: () => Promise<number>; readonly close: () => Promise<void> };

/**
 * Counts the events of a Kafka Streams application by its committed offsets. With a second step, an event that only the
 * first step has read counts half. Intermediate records are committed together with source offsets. Source offsets are
 * read first, so a complete count means that no intermediate record is pending.
 */
async function watchPeer({ kafka, group, sources, repartitionTopics }: PeerTopics): Promise<PeerProgress> {
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
      if (read === 0 || repartitionTopics.length === 0) return read;
      const shares = await Promise.all(
        repartitionTopics.map(async (topic) => {
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
