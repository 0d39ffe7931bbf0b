import { Country, IncidentType, Layer, PlacePrecision, ShareWith } from '@waylight/contracts/incident';
import { decodeCoordinates, decodePublicRecord } from '@waylight/trends';
import type { ReleasedStore } from '@waylight/view-store';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reportRecord } from '../testing/events.ts';
import { EMBEDDED, type LogAndStores } from '../testing/log-and-stores.ts';
import { makeTopics, send, startWorker, waitUntilAllCounted } from '../testing/region.ts';
import { createPublicRecordProjection } from './project-public-record.ts';

let backend: LogAndStores;

beforeEach(async () => {
  backend = await EMBEDDED.open();
  await makeTopics(backend.eventLog, 1, ['MK']);
});

afterEach(async () => {
  await backend.close();
});

it('writes in the next round if the store was away in the first, although nothing changed since then', async () => {
  const { eventLog, releasedStore } = backend;
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
  const worker = await startWorker(backend);
  const projection = createPublicRecordProjection(unsteady);
  const signal = AbortSignal.timeout(20_000);
  // This is a first round, as in a running region. The store has not changed since then.
  await projection.project(worker.store(), signal);
  const incident = { shareWith: ShareWith.PUBLIC };
  await send(eventLog, 'MK', [
    reportRecord({ reference: 1, revision: 1, layer: Layer.PUBLIC_RECORD, incident }),
  ]);
  await waitUntilAllCounted(eventLog, worker.store());
  await expect(projection.project(worker.store(), signal)).rejects.toThrow('away');
  isAway = false;
  await projection.project(worker.store(), signal);
  expect((await releasedStore.readPublicRecord()).map(({ bucket }) => bucket)).toEqual(['2025']);
  await worker.stop();
});

it('exposes source quality and place precision only of the current public record, after revisions and retractions', async () => {
  const { eventLog, releasedStore } = backend;
  const worker = await startWorker(backend);
  const projection = createPublicRecordProjection(releasedStore);
  const signal = AbortSignal.timeout(20_000);
  /** Victims by place precision and source quality, over everything that readers can read. */
  const readVictims = async () => {
    await waitUntilAllCounted(eventLog, worker.store());
    await projection.project(worker.store(), signal);
    const cells = (await releasedStore.readPublicRecord()).flatMap(({ body }) => decodePublicRecord(body));
    const sums: Record<string, number> = {};
    for (const { field, value } of cells) {
      const { layer, placePrecision, sourceQuality } = decodeCoordinates(field);
      expect(layer).toBe(Layer.PUBLIC_RECORD);
      const key = `${placePrecision} ${sourceQuality}`;
      sums[key] = (sums[key] ?? 0) + value.victims;
    }
    return sums;
  };
  const facts = { country: Country.MK, type: IncidentType.DEATH, shareWith: ShareWith.PUBLIC, victims: 1 };
  const rated = (placePrecision: PlacePrecision, sourceQuality: number) => ({
    ...facts,
    placePrecision,
    sourceQuality,
  });
  const published = (reference: number, revision: number, incident?: ReturnType<typeof rated>) =>
    reportRecord({
      reference,
      revision,
      layer: Layer.PUBLIC_RECORD,
      ...(incident === undefined ? {} : { incident }),
    });
  await send(eventLog, 'MK', [
    published(1, 1, rated(PlacePrecision.SETTLEMENT, 5)),
    published(2, 1, rated(PlacePrecision.COUNTRY, 1)),
    // An organisation's report that is shared publicly appears only in releases.
    reportRecord({ reference: 3, revision: 1, incident: rated(PlacePrecision.EXACT, 3) }),
  ]);
  expect(await readVictims()).toEqual({ '2 5': 1, '4 1': 1 });
  await send(eventLog, 'MK', [
    published(1, 2, rated(PlacePrecision.AREA, 2)),
    reportRecord({ reference: 3, revision: 2, incident: rated(PlacePrecision.SETTLEMENT, 5) }),
  ]);
  expect(await readVictims()).toEqual({ '3 2': 1, '4 1': 1 });
  await send(eventLog, 'MK', [published(1, 3), published(2, 2), reportRecord({ reference: 3, revision: 3 })]);
  expect(await readVictims()).toEqual({});
  await worker.stop();
});
