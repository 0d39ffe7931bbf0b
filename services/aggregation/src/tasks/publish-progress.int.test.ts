import { progressTopic } from '@waylight/contracts';
import { NodeProgress } from '@waylight/contracts/operations';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createReleaseLog } from '../release/release-log.ts';
import { reportRecord } from '../testing/events.ts';
import { EMBEDDED, type LogAndStores } from '../testing/log-and-stores.ts';
import { makeTopics, send, startWorker, waitUntilAllCounted } from '../testing/region.ts';
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

it('publishes the current progress again after a suspended process published old progress', async () => {
  const { eventLog, viewStore } = backend;
  const worker = await startWorker(backend);
  const publisher = createProgressPublisher({
    eventLog,
    viewStore,
    appender: eventLog.createAppender(),
    releases: createReleaseLog(eventLog),
    plan: DEFAULT_RELEASE_PLAN,
    // The day is fixed, because on the next day the settled day would change and be published.
    now: () => Date.UTC(2026, 2, 15, 12),
    refreshMs: 0,
  });
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
