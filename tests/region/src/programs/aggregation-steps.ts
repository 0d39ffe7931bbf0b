/**
 * The aggregation with named steps, at which fault runs stop or kill it. Wrappers of log and stores report each step; the
 * service itself is unchanged.
 */
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type AggregationTuning,
  aggregationConfig,
  createAggregationService,
  openReleasedStore,
  openViewStore,
} from '@waylight/aggregation';
import { RELEASES_TOPIC } from '@waylight/contracts';
import { type Appender, type EventLog, openEventLog, type PartitionReader } from '@waylight/event-log';
import { createLogger, runMain } from '@waylight/service-kit';
import type { RawCellStore, ReleasedStore, ViewStore } from '@waylight/view-store';
import { createPlantedDefect } from './planted-defect.ts';
import type { AggregationStep } from './step-names.ts';
import { createSteps } from './steps.ts';
import { readTestOverrides } from './test-overrides.ts';

const steps = createSteps();
const reach = (step: AggregationStep, about?: string) => steps.reach(step, about);
const plantedDefect = createPlantedDefect(process.env.WAYLIGHT_FAULTS_BREAK);
const releaseEveryMs = Number(process.env.WAYLIGHT_FAULTS_RELEASE_EVERY_MS ?? 0);

const config = aggregationConfig();
const log = createLogger({ service: 'aggregation', level: config.logLevel });

await runMain(async () => {
  const eventLog = await openEventLog(config, {
    service: 'AGGREGATION',
    clientId: 'waylight-aggregation',
    log,
  });
  const viewStore = await openViewStore(config, log);
  const releasedStore = await openReleasedStore(config, log);
  const service = await createAggregationService(config, {
    ...readTestOverrides<Partial<AggregationTuning>>(),
    publishesAtOnce: true,
    log,
    eventLog: logWithSteps(eventLog),
    viewStore: viewsWithSteps(viewStore),
    releasedStore: releasedWithSteps(releasedStore),
  });
  return {
    start: service.start,
    stop: async () => {
      await service.stop();
      await Promise.all([eventLog.close(), viewStore.close(), releasedStore.close()]);
    },
  };
});

function logWithSteps(eventLog: EventLog): EventLog {
  return {
    ...eventLog,
    createAppender: () => appenderWithSteps(eventLog.createAppender()),
    consume: (options) => eventLog.consume({ ...options, reader: readerWithSteps(options.reader) }),
  };
}

function readerWithSteps(reader: PartitionReader): PartitionReader {
  return {
    ...reader,
    handle: async (batch, context) => {
      const outcome = await reader.handle(batch, context);
      reach('before the group offset');
      return outcome;
    },
  };
}

function appenderWithSteps(appender: Appender): Appender {
  const append: Appender['append'] = async (topic, records, options) => {
    if (topic === RELEASES_TOPIC) reach('after the period is frozen, before the draw is on the log');
    const positions = await appender.append(topic, records, options);
    if (topic === RELEASES_TOPIC) reach('after the draw is on the log, before readers find it');
    return positions;
  };
  const appendAll: Appender['appendAll'] = async (sends, options) => {
    const isProgress = sends.some(({ topic }) => topic.startsWith('progress.'));
    if (isProgress) reach('before progress is told');
    const positions = await appender.appendAll(sends, options);
    if (isProgress) reach('after progress is told');
    return positions;
  };
  return { ...appender, append, appendAll };
}

function viewsWithSteps(viewStore: ViewStore): ViewStore {
  const generations = new Map<string, RawCellStore>();
  return {
    ...viewStore,
    generation: (name) => {
      const made = generations.get(name) ?? cellsWithSteps(plantedDefect.cells(viewStore.generation(name)));
      generations.set(name, made);
      return made;
    },
  };
}

function cellsWithSteps(store: RawCellStore): RawCellStore {
  const frozen = new Map<string, Promise<unknown>>();
  return {
    ...store,
    name: store.name,
    claim: async (partition) => {
      const claim = await store.claim(partition);
      steps.send({ kind: 'claimed', about: partition });
      reach('after the claim', partition);
      return claim;
    },
    read: async (partition, question) => {
      reach('before the read', partition);
      const answer = await store.read(partition, question);
      reach('after the read', partition);
      return answer;
    },
    commit: async (partition, batch) => {
      const wasStopped = reach('before the commit', partition);
      const outcome = await store.commit(partition, batch);
      if (wasStopped) steps.send({ kind: 'woke', outcome, about: partition });
      reach('after the commit', partition);
      return outcome;
    },
    freeze: async (partition, freeze, buckets) => {
      // All partitions are frozen at once: they wait for their period's turn together.
      let turn = frozen.get(freeze.periodId);
      if (turn === undefined) {
        turn = delay(releaseEveryMs).then(() => reach('before the period is frozen'));
        frozen.set(freeze.periodId, turn);
      }
      await turn;
      const done = await store.freeze(partition, freeze, buckets);
      reach('between two partitions of the freeze');
      return done;
    },
  };
}

function releasedWithSteps(store: ReleasedStore): ReleasedStore {
  return {
    ...store,
    putTable: async (table) => {
      const outcome = await store.putTable(table);
      reach('after readers find the release');
      return outcome;
    },
  };
}
