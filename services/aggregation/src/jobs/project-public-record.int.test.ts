import { Layer, ShareWith } from '@waylight/contracts/incident';
import type { ReleasedStore } from '@waylight/view-store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reportRecord } from '../testing/events.ts';
import { EMBEDDED, type OpenPair } from '../testing/pairs.ts';
import { allCounted, makeTopics, send, startWorker } from '../testing/region.ts';
import { createPublicRecordProjection } from './project-public-record.ts';

let pair: OpenPair;

beforeEach(async () => {
  pair = await EMBEDDED.open();
  await makeTopics(pair.eventLog, 1, ['MK']);
});

afterEach(async () => {
  await pair.close();
});

it('writes what it has read when the store was away for the first try, though nothing has come since', async () => {
  const { eventLog, releasedStore } = pair;
  let isAway = true;
  const unsteady: ReleasedStore = {
    ...releasedStore,
    revision: () => releasedStore.revision(),
    readPublicRecord: (buckets) => releasedStore.readPublicRecord(buckets),
    putPublicRecord: async (part) => {
      if (isAway) throw new Error('away');
      return releasedStore.putPublicRecord(part);
    },
  };
  const worker = await startWorker(pair);
  const projection = createPublicRecordProjection(unsteady);
  const signal = AbortSignal.timeout(20_000);
  // As in a region at work: it has looked before, and the store has not changed since.
  await projection.project(worker.store(), signal);
  const incident = { shareWith: ShareWith.PUBLIC };
  await send(eventLog, 'MK', [
    reportRecord({ reference: 1, revision: 1, layer: Layer.PUBLIC_RECORD, incident }),
  ]);
  await allCounted(eventLog, worker.store());
  await expect(projection.project(worker.store(), signal)).rejects.toThrow('away');
  isAway = false;
  await projection.project(worker.store(), signal);
  expect((await releasedStore.readPublicRecord()).map(({ bucket }) => bucket)).toEqual(['2025']);
  await worker.stop();
});
