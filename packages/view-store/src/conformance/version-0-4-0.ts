import { expect } from 'vitest';
import type { ViewStore } from '../port.ts';
import { at, bytes, partition, plainCells, textOf } from './subject.ts';

/** What version 0.4.0 stored: two frozen periods of generation g1, of which the first is decided. */
export const OF_040 = {
  partition,
  position: '["cluster-1","topic-1",4]',
  decided: '2025-03@20200',
  undecided: '2025-04@20230',
  decision: 'decided by 0.4.0',
  cell: { bucket: 'o2025-03', field: 'a', value: '1' },
} as const;

/** Checks that the store reads and completes what version 0.4.0 stored, in any generation, and can remove it. */
export async function expectPeriodsOf040(store: ViewStore): Promise<void> {
  const { decided, undecided, cell } = OF_040;
  const late = { periodId: decided, freezeId: 'late' };
  await store.generation('g1').freeze(partition, late, [cell.bucket]);
  await store.selectFreeze(late, { generation: 'g1', partitions: [partition] });
  expect(await store.putDecision(late, bytes('another'))).toBeNull();
  const again = await store.putDecision({ periodId: decided, freezeId: 'g1' }, bytes('another'));
  expect(textOf(again)).toBe(OF_040.decision);
  expect(await store.readDecision(undecided)).toBeNull();
  await store.putDecision({ periodId: undecided, freezeId: 'g1' }, bytes('decided now'));

  await store.flip(null, 'g2');
  await store.dropGeneration('g1');
  await store.dropUnselectedFreezes();
  const periods = [decided, undecided];
  expect(await store.selectedFreezes()).toEqual(
    periods.map((periodId) => ({ periodId, freezeId: 'g1', generation: 'g1' })),
  );
  for (const periodId of periods) {
    const set = (await store.readFrozenPeriod(periodId))?.sets?.get(partition);
    expect(set?.position).toEqual(at(4));
    expect(plainCells(set?.cells ?? new Map())).toEqual({ [cell.bucket]: { [cell.field]: cell.value } });
  }
  expect(textOf(await store.readDecision(decided))).toBe(OF_040.decision);
  expect(textOf(await store.readDecision(undecided))).toBe('decided now');

  for (const periodId of periods) await store.dropFreeze({ periodId, freezeId: 'g1' });
  expect(await store.selectedFreezes()).toEqual([]);
  for (const periodId of periods) expect(await store.readDecision(periodId)).toBeNull();
}
