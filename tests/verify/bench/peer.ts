import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_COUNTRIES, reportsTopic } from '@waylight/contracts';
import { uniqueName } from '@waylight/testing';
import { deleteTopics } from '@waylight/tests-region';
import { type Cells, createCells } from './cells.ts';
import { measureDrain } from './drain.ts';
import { startJava } from './java-process.ts';
import { watchPeer } from './peer-progress.ts';
import { codeLists, type PeerKind, type PeerTuning } from './peer-settings.ts';
import type { PreloadedTopics } from './running-workers.ts';

export type PeerRun = Omit<PreloadedTopics, 'redis'> & {
  readonly kind: PeerKind;
  readonly classPath: string;
  readonly tuning: PeerTuning;
};

/** Runs a peer as a process that counts the records on the topics, and removes all that it leaves behind. */
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
    // Shorter heartbeats speed up the start with several threads, which is not measured.
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
    const between =
      kind === 'dsl' ? ['occurred', 'received'].map((name) => `${application}-${name}-repartition`) : [];
    await peer.nextLine();
    const progress = await watchPeer({ kafka, group: application, sources, between });
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
