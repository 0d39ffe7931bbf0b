import { nextPeriod, periodDays } from '@waylight/calendar';
import { progressTopic } from '@waylight/contracts';
import { NodeProgress } from '@waylight/contracts/operations';
import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import type { Freeze } from '@waylight/view-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignedRelease } from '../release/release-log.ts';
import { EMBEDDED, type LogAndStores } from '../testing/log-and-stores.ts';
import { makeTopics } from '../testing/region.ts';
import { createReleaseProgressReader, offsetsByRelease, type ReleaseProgress } from './release-progress.ts';

const PARTITIONS = 12;
const TOPIC = {
  name: 'reports.v1.MK',
  node: 'MK',
  partitions: PARTITIONS,
  progressTopic: progressTopic('MK'),
} as const;

const LOG = { clusterId: 'c', topicId: 't' };

let backend: LogAndStores;
beforeEach(async () => {
  backend = await EMBEDDED.open();
  await makeTopics(backend.eventLog, PARTITIONS, ['MK']);
});
afterEach(() => backend.close());

/** Releases of `tables` tables in each of `periods` periods. */
function releases(kind: 'week' | 'month', first: string, periods: number, tables: number): ReleaseEvent[] {
  const events: ReleaseEvent[] = [];
  for (let n = 0, period = first; n < periods; n++, period = nextPeriod(kind, period))
    for (let table = 0; table < tables; table++) {
      const tableId = `a-table-with-a-name-${kind}-${table}`;
      events.push(
        ReleaseEvent.fromPartial({
          tableId,
          period,
          releaseId: `${tableId}.${period}.partners`,
          audience: Audience.PARTNERS,
          ...periodDays(kind, period),
          closedDay: 20_000 + n,
        }),
      );
    }
  return events;
}

const published = (events: readonly ReleaseEvent[]): Map<string, SignedRelease> =>
  new Map(events.map((event) => [event.releaseId, { event, bytes: new Uint8Array() }]));

const freezeOf = ({ period, closedDay }: ReleaseEvent): Freeze => ({
  periodId: `${period}@${closedDay}`,
  freezeId: `of-${period}`,
});

/** Freezes the event's period with the first partition at an offset. */
async function freeze(event: ReleaseEvent, generation: string, offset: number): Promise<void> {
  const store = backend.viewStore.generation(generation);
  const { epoch, position } = await store.claim('reports.v1.MK:0');
  const next = { ...LOG, offset };
  await store.commit('reports.v1.MK:0', {
    epoch,
    expected: position,
    next,
    contributions: new Map(),
    cells: new Map(),
  });
  await store.freeze('reports.v1.MK:0', freezeOf(event), []);
  await backend.viewStore.selectFreeze(freezeOf(event), { generation, partitions: ['reports.v1.MK:0'] });
}

const encoded = (progress: ReleaseProgress): Uint8Array =>
  NodeProgress.encode(NodeProgress.fromPartial({ ...LOG, ...progress })).finish();

describe('the releases in the progress of a node', () => {
  it('contain all releases, and take little space even with many tables', async () => {
    const few = releases('month', '2025-01', 36, 1);
    const many = releases('month', '2025-01', 36, 20);
    const readProgress = (events: ReleaseEvent[]) =>
      createReleaseProgressReader(backend.eventLog, backend.viewStore).read(TOPIC, LOG, published(events));
    const progress = await readProgress(many);
    expect([...offsetsByRelease(NodeProgress.fromPartial(progress)).keys()].sort()).toEqual(
      many.map(({ releaseId }) => releaseId).sort(),
    );
    // With twenty times the releases, the message grows only by their names, once each, and by a number for
    // each release.
    const names = 20 * 30;
    const perRelease =
      (encoded(progress).length - encoded(await readProgress(few)).length - names) / many.length;
    expect(perRelease).toBeLessThan(3);
  });

  it('count by the week of receipt in tables by week, by the day of the incident in all others', async () => {
    const events = [...releases('week', '2025-W10', 1, 2), ...releases('month', '2025-03', 1, 1)];
    const { closedPeriods } = await createReleaseProgressReader(backend.eventLog, backend.viewStore).read(
      TOPIC,
      LOG,
      published(events),
    );
    expect(closedPeriods.map(({ period, byReceipt }) => [period, byReceipt])).toEqual([
      ['2025-W10', true],
      ['2025-03', false],
    ]);
  });

  it('contain the offsets of each release, also after its frozen set was deleted', async () => {
    const [january, february] = releases('month', '2025-01', 2, 1);
    await freeze(january!, 'g1', 7);
    const first = createReleaseProgressReader(backend.eventLog, backend.viewStore);
    const progress = await first.read(TOPIC, LOG, published([january!]));
    expect(progress.closedPeriods[0]!.nextOffsets).toEqual([7n, ...Array<bigint>(PARTITIONS - 1).fill(0n)]);
    const appender = backend.eventLog.createAppender();
    await appender.append(TOPIC.progressTopic, [{ key: Buffer.from('g1'), value: encoded(progress) }]);
    await backend.viewStore.dropFreeze(freezeOf(january!));
    await freeze(february!, 'g2', 9);
    const both = published([january!, february!]);
    for (const one of [first, createReleaseProgressReader(backend.eventLog, backend.viewStore)])
      expect(
        (await one.read(TOPIC, LOG, both)).closedPeriods.map(({ nextOffsets }) => nextOffsets[0]),
      ).toEqual([7n, 9n]);
  });

  it('contain no offsets of a topic that was recreated after the release', async () => {
    const [january] = releases('month', '2025-01', 1, 1);
    await freeze(january!, 'g1', 7);
    const reader = createReleaseProgressReader(backend.eventLog, backend.viewStore);
    const offsetsIn = async (topicId: string) =>
      (await reader.read(TOPIC, { ...LOG, topicId }, published([january!]))).closedPeriods[0]!.nextOffsets[0];
    expect([await offsetsIn('t'), await offsetsIn('created again'), await offsetsIn('t')]).toEqual([
      7n,
      0n,
      7n,
    ]);
  });
});
