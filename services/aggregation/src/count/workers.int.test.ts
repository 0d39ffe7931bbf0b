import { DEAD_LETTERS_TOPIC, type NodeCountry } from '@waylight/contracts';
import { Country } from '@waylight/contracts/incident';
import { RebuildStep } from '@waylight/contracts/operations';
import { kafkaForTests, redisForTests } from '@waylight/testing';
import type { CellMap, RawCellStore, ViewStore } from '@waylight/view-store';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { rebuild } from '../rebuild/rebuild.ts';
import { createReleaseLog } from '../release/release-log.ts';
import { readLastRecords } from '../tasks/read-last-records.ts';
import { type EventFacts, reference, reportEvent, reportRecord } from '../testing/events.ts';
import { histories, shuffledWithDuplicates } from '../testing/histories.ts';
import { type Backend, EMBEDDED, kafkaAndRedis, type LogAndStores } from '../testing/log-and-stores.ts';
import { countFinalStates } from '../testing/plain-cells.ts';
import { cellsOf, makeTopics, send, startWorker, waitUntilAllCounted } from '../testing/region.ts';
import type { LiveConsumption } from './live-consumption.ts';
import { storedText } from './stored-text.ts';

const NODES: readonly { readonly name: NodeCountry; readonly node: Country }[] = [
  { name: 'MK', node: Country.MK },
  { name: 'RS', node: Country.RS },
];
const COUNTRIES = NODES.map(({ name }) => name);

/** Node of a report, by its number. */
const nodeOf = ({ reference: n }: EventFacts) => NODES[n % NODES.length]!;

const open: LogAndStores[] = [];
const workers: LiveConsumption[] = [];

async function openTracked(backend: Backend, partitions: number): Promise<LogAndStores> {
  const one = await backend.open();
  open.push(one);
  await makeTopics(one.eventLog, partitions, COUNTRIES);
  return one;
}

async function work(backend: Pick<LogAndStores, 'eventLog' | 'viewStore'>, maxCachedCells?: number) {
  const worker = await startWorker(backend, maxCachedCells === undefined ? {} : { maxCachedCells });
  workers.push(worker);
  return worker;
}

async function sendAll({ eventLog }: LogAndStores, events: readonly EventFacts[]): Promise<void> {
  for (const { name, node } of NODES) {
    const records = events
      .filter((one) => nodeOf(one).name === name)
      .map((one) => reportRecord({ ...one, node }));
    if (records.length > 0) await send(eventLog, name, records);
  }
}

const truth = (events: readonly EventFacts[]) =>
  countFinalStates(events.map((one) => reportEvent({ ...one, node: nodeOf(one).node })));

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await Promise.all(open.splice(0).map((backend) => backend.close()));
});

async function countsAnyOrder(
  backend: Backend,
  partitions: number,
  count: number,
  seed: number,
): Promise<void> {
  const events = histories(150, seed);
  const one = await openTracked(backend, partitions);
  for (let i = 0; i < count; i++) await work(one, i === 0 ? 20 : undefined);
  const order = shuffledWithDuplicates(events, seed);
  // The reports are sent in several calls, so that batches differ in size and workers join in between.
  for (let at = 0; at < order.length; at += 120) await sendAll(one, order.slice(at, at + 120));
  const live = one.viewStore.generation('g1');
  await waitUntilAllCounted(one.eventLog, live);
  expect(await cellsOf(live)).toEqual(truth(events));

  const steps: RebuildStep[] = [];
  const end = await rebuild({
    ...one,
    releases: createReleaseLog(one.eventLog),
    concurrency: 2,
    signal: AbortSignal.timeout(50_000),
    appendDeadLetters: async () => {},
    report: ({ step }) => void steps.push(step),
  });
  expect(end).toMatchObject({ step: RebuildStep.SWAPPED, generation: 'g2', differingPartitions: 0 });
  expect(steps[0]).toBe(RebuildStep.READING);
  expect(await cellsOf(one.viewStore.generation('g2'))).toEqual(truth(events));

  // The workers switch to the new generation, and count later reports only there.
  const later = histories(20, seed + 1).map((event) => ({ ...event, reference: event.reference + 1_000 }));
  await sendAll(one, later);
  await waitUntilAllCounted(one.eventLog, one.viewStore.generation('g2'));
  expect(await cellsOf(one.viewStore.generation('g2'))).toEqual(truth([...events, ...later]));
}

describe.each([EMBEDDED, kafkaAndRedis(kafkaForTests(), redisForTests())])(
  'aggregation on $name',
  (backend) => {
    const run = it.skipIf(backend.unavailable !== undefined);
    // The embedded log assigns all partitions to one worker.
    const counts = backend.sharesPartitions ? [1, 2, 3] : [1];
    const shapes = [1, 3, 12].flatMap((partitions) => counts.map((count) => ({ partitions, count })));

    run.each(shapes)(
      'counts the same cells for any order and duplicates, also in a rebuild, with $partitions partitions and $count workers',
      async ({ partitions, count }) => {
        // Each run has a new order and new histories. A failure message contains the seed.
        const property = fc.asyncProperty(fc.nat(), (seed) =>
          countsAnyOrder(backend, partitions, count, seed),
        );
        await fc.assert(property, { numRuns: 1, endOnFailure: true });
      },
      60_000,
    );

    run('writes dead letters for messages that cannot be counted, and counts all others', async () => {
      const one = await openTracked(backend, 1);
      const good = histories(10, 3).filter((event) => nodeOf(event).name === 'MK');
      const bad = [
        { key: reference(1), value: Buffer.from([0x0a, 0xff]) },
        reportRecord({ reference: 3, revision: 1, node: Country.AL, incident: {} }),
      ];
      await send(one.eventLog, 'MK', [
        ...bad,
        ...good.map((event) => reportRecord({ ...event, node: Country.MK })),
      ]);
      const { store } = await work(one);
      await waitUntilAllCounted(one.eventLog, store());
      expect(await cellsOf(store())).toEqual(truth(good));
      const letters = await readLastRecords(one.eventLog, { topic: DEAD_LETTERS_TOPIC, partition: 0 }, 10);
      expect(letters.map(({ key }) => Buffer.from(key!).toString())).toEqual([
        'reports.v1.MK/0/0',
        'reports.v1.MK/0/1',
      ]);
    });

    run(
      'counts each report exactly once despite lost replies, claims by others and a restarted worker',
      async () => {
        const one = await openTracked(backend, 3);
        const events = histories(120, 11);
        const order = shuffledWithDuplicates(events, 5);
        const trouble = troubledStore(one.viewStore);
        const worker = await work({ eventLog: one.eventLog, viewStore: trouble.viewStore });
        for (let at = 0; at < order.length; at += 40) await sendAll(one, order.slice(at, at + 40));
        // The worker recovers, and so does the next one.
        await waitUntilAllCounted(one.eventLog, one.viewStore.generation('g1'));
        expect(trouble.count()).toBeGreaterThanOrEqual(4);
        expect(await cellsOf(one.viewStore.generation('g1'))).toEqual(truth(events));
        await worker.stop();
        await sendAll(one, events.slice(0, 30));
        await work(one);
        await waitUntilAllCounted(one.eventLog, one.viewStore.generation('g1'));
        expect(await cellsOf(one.viewStore.generation('g1'))).toEqual(truth(events));
      },
      60_000,
    );

    run('recounts after an older store was restored', async () => {
      const one = await openTracked(backend, 1);
      const [first, second] = [
        histories(30, 21),
        histories(30, 22).map((e) => ({ ...e, reference: e.reference + 100 })),
      ];
      await sendAll(one, first);
      const worker = await work(one);
      await waitUntilAllCounted(one.eventLog, worker.store());
      const backup = await copyOf(worker.store());
      await sendAll(one, second);
      await waitUntilAllCounted(one.eventLog, worker.store());
      await worker.stop();
      // Moves the old state to another generation, which has the same effect as restoring a snapshot.
      await restore(one.viewStore.generation('g7'), backup);
      expect(await one.viewStore.flip('g1', 'g7')).toBe('flipped');
      await work(one);
      await waitUntilAllCounted(one.eventLog, one.viewStore.generation('g7'));
      expect(await cellsOf(one.viewStore.generation('g7'))).toEqual(truth([...first, ...second]));
    });

    run('recounts after the store became older or empty, even if no report arrives', async () => {
      const one = await openTracked(backend, 3);
      const first = histories(30, 23);
      const second = histories(30, 24).map((e) => ({ ...e, reference: e.reference + 100 }));
      const moving = movingStore(one.viewStore);
      const worker = await work({ eventLog: one.eventLog, viewStore: moving.viewStore });
      await sendAll(one, first);
      await waitUntilAllCounted(one.eventLog, worker.store());
      const backup = await copyOf(worker.store());
      await sendAll(one, second);
      await waitUntilAllCounted(one.eventLog, worker.store());
      for (const [place, content] of [
        ['g7', backup],
        ['g8', []],
      ] as const) {
        await restore(one.viewStore.generation(place), content);
        moving.to(place);
        await waitUntilAllCounted(one.eventLog, one.viewStore.generation(place));
        expect(await cellsOf(one.viewStore.generation(place))).toEqual(truth([...first, ...second]));
      }
    });
  },
);

/** Real store whose content can be replaced at any moment. */
function movingStore(viewStore: ViewStore) {
  let place: string | undefined;
  const moving = (name: string): RawCellStore =>
    new Proxy(viewStore.generation(name), {
      get: (store, property) =>
        Reflect.get(place === undefined ? store : viewStore.generation(place), property),
    });
  return {
    viewStore: { ...viewStore, generation: moving },
    to: (name: string): void => {
      place = name;
    },
  };
}

/** Real store in which the first commit to each position fails in one of four ways. */
function troubledStore(viewStore: ViewStore) {
  const seen = new Set<string>();
  const troubled = (store: RawCellStore): RawCellStore => ({
    ...store,
    commit: async (partition, batch) => {
      const step = `${partition} ${batch.next.offset}`;
      if (seen.has(step)) return store.commit(partition, batch);
      seen.add(step);
      switch (seen.size % 4) {
        case 0: // Written, but the reply is lost.
          await store.commit(partition, batch);
          return 'moved';
        case 1: // Another worker claims in between.
          await store.claim(partition);
          return store.commit(partition, batch);
        case 2: // Not written: the store has another position.
          return 'moved';
        default:
          throw new Error('the store does not respond');
      }
    },
  });
  return {
    viewStore: { ...viewStore, generation: (name: string) => troubled(viewStore.generation(name)) },
    count: () => seen.size,
  };
}

async function copyOf(store: RawCellStore) {
  return Promise.all(
    (await store.partitions()).map(async (name) => ({
      name,
      snapshot: await store.snapshot(name),
      summary: await store.summary(name),
      contributions: await store.read(name, { references: storedReferences(), cells: new Map() }),
    })),
  );
}

const storedReferences = () =>
  Array.from({ length: 30 }, (_, n) => Buffer.from(reference(n)).toString('base64url'));

async function restore(
  store: RawCellStore,
  backup: Readonly<Awaited<ReturnType<typeof copyOf>>>,
): Promise<void> {
  for (const { name, snapshot, summary, contributions } of backup) {
    const { epoch, position } = await store.claim(name);
    const pairs = storedReferences().map((key, i) => [key, contributions.contributions[i] ?? null] as const);
    const outcome = await store.commit(name, {
      epoch,
      expected: position,
      next: snapshot.position!,
      contributions: new Map(pairs),
      cells: asText(snapshot.buckets),
      ...(summary === null ? {} : { summary }),
    });
    expect(outcome).toBe('applied');
  }
}

const asText = (cells: CellMap) =>
  new Map(
    [...cells].map(([bucket, fields]) => [
      bucket,
      new Map([...fields].map(([field, value]) => [field, storedText(value)])),
    ]),
  );
