import { activityTopic, progressTopic } from '@waylight/contracts';
import { NodeProgress } from '@waylight/contracts/operations';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReleaseLog } from '../release/release-log.ts';
import { activityRecord } from '../testing/activity-events.ts';
import { reference, reportRecord } from '../testing/events.ts';
import { EMBEDDED, type LogAndStores } from '../testing/log-and-stores.ts';
import { makeTopics, send, sendActivity, startWorker, waitUntilAllCounted } from '../testing/region.ts';
import { createProgressPublisher } from './publish-progress.ts';
import { readLastRecords } from './read-last-records.ts';

let backend: LogAndStores;

beforeEach(async () => {
  backend = await EMBEDDED.open();
  await makeTopics(backend.eventLog, 1, ['MK']);
});

afterEach(async () => {
  await backend.close();
});

const progressOf = async () =>
  (await readLastRecords(backend.eventLog, { topic: progressTopic('MK'), partition: 0 }, 100)).map(
    ({ value }) => NodeProgress.decode(value ?? new Uint8Array()),
  );

const createPublisher = () =>
  createProgressPublisher({
    ...backend,
    appender: backend.eventLog.createAppender(),
    releases: createReleaseLog(backend.eventLog),
    plan: DEFAULT_RELEASE_PLAN,
    // The day is fixed, because on the next day the settled day would change and be published.
    now: () => Date.UTC(2026, 2, 15, 12),
    refreshMs: 0,
  });

it('publishes the current progress again after a suspended process published old progress', async () => {
  const { eventLog } = backend;
  const worker = await startWorker(backend);
  const publisher = createPublisher();
  const signal = AbortSignal.timeout(20_000);
  const store = worker.store();
  await publisher.publish(store, signal);
  const [early] = await progressOf();
  await send(eventLog, 'MK', [reportRecord({ reference: 1, revision: 1, incident: {} })]);
  await waitUntilAllCounted(eventLog, store);
  for (let round = 0; round < 3; round++) await publisher.publish(store, signal);
  // The progress is published only once, because nothing has changed since then.
  expect(await progressOf()).toHaveLength(2);

  const value = NodeProgress.encode(early!).finish();
  const late = eventLog.createAppender();
  await late.append(progressTopic('MK'), [{ key: Buffer.from(store.name), value }]);
  for (let round = 0; round < 3; round++) await publisher.publish(store, signal);
  const progress = await progressOf();
  expect(progress).toHaveLength(4);
  expect(progress.at(-1)?.partitions).toMatchObject([{ nextOffset: 1n }]);
  await worker.stop();
});

it('names outdated records, also after a restart, until the current revisions follow', async () => {
  const { eventLog } = backend;
  const publisher = createPublisher();
  const report = (n: number, revision: number) => reportRecord({ reference: n, revision, incident: {} });
  const activity = (revision: number) => activityRecord({ reference: 1, revision, activity: {} });
  /** The newest progress, after a worker has counted the log. */
  const publish = async () => {
    const worker = await startWorker(backend);
    await waitUntilAllCounted(eventLog, worker.store());
    await publisher.publish(worker.store(), AbortSignal.timeout(20_000));
    await worker.stop();
    const { outdatedReports, outdatedActivity, activityTopicId } = (await progressOf()).at(-1)!;
    return { outdatedReports, outdatedActivity, activityTopicId };
  };
  const outdated = (offset: bigint) => ({ reference: reference(1), partition: 0, offset });

  await send(eventLog, 'MK', [report(1, 2), report(2, 2), report(1, 1)]);
  await sendActivity(eventLog, 'MK', [activity(2), activity(1)]);
  const named = {
    outdatedReports: [outdated(2n)],
    outdatedActivity: [outdated(1n)],
    activityTopicId: await eventLog.topicId(activityTopic('MK')),
  };
  expect(await publish()).toMatchObject(named);
  await send(eventLog, 'MK', [report(3, 1)]);
  expect(await publish()).toMatchObject(named);
  await send(eventLog, 'MK', [report(1, 2)]);
  await sendActivity(eventLog, 'MK', [activity(2)]);
  expect(await publish()).toEqual({ outdatedReports: [], outdatedActivity: [], activityTopicId: '' });
});

it('names no more records than a message can contain, and the others when these are repaired', async () => {
  const { eventLog } = backend;
  const worker = await startWorker(backend);
  const publisher = createPublisher();
  const reports = (from: number, to: number, revision: number) =>
    Array.from({ length: to - from }, (_, n) =>
      reportRecord({ reference: from + n, revision, incident: {} }),
    );
  const publish = async () => {
    await waitUntilAllCounted(eventLog, worker.store());
    await publisher.publish(worker.store(), AbortSignal.timeout(20_000));
    return (await progressOf()).at(-1)!.outdatedReports.map(({ offset }) => Number(offset));
  };
  await send(eventLog, 'MK', [...reports(0, 1_200, 2), ...reports(0, 1_200, 1)]);
  expect(await publish()).toEqual(Array.from({ length: 1_000 }, (_, n) => 1_200 + n));
  await send(eventLog, 'MK', reports(0, 1_000, 2));
  expect(await publish()).toEqual(Array.from({ length: 200 }, (_, n) => 2_200 + n));
  await worker.stop();
});
