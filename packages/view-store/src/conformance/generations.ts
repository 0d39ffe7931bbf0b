import { waitFor } from '@waylight/testing';
import { expect, test } from 'vitest';
import { at, type Bench, fill, partition, plainCells } from './subject.ts';

export function generationRules(bench: Bench): void {
  test('generations and partitions are separate', async () => {
    const [one, two] = [bench.store.generation('g1'), bench.store.generation('g2')];
    await fill(one, partition, 3, { 'd2025-03': { a: '1' } });
    await fill(one, 'reports.v1.MK:8', 5, { 'd2025-03': { a: '2' } });
    await fill(two, partition, 7, { 'd2025-03': { b: '3' } });
    expect(await bench.store.generations()).toEqual(['g1', 'g2']);
    expect(await one.partitions()).toEqual([partition, 'reports.v1.MK:8']);
    expect(await two.partitions()).toEqual([partition]);
    expect(await one.position(partition)).toEqual(at(3));
    expect(plainCells((await one.snapshot(partition)).buckets)).toEqual({ 'd2025-03': { a: '1' } });
    expect(plainCells((await two.snapshot(partition)).buckets)).toEqual({ 'd2025-03': { b: '3' } });
  });

  test('the pointer to the live generation moves only from the expected one', async () => {
    expect(await bench.store.liveGeneration()).toBeNull();
    expect(await bench.store.flip('g0', 'g1')).toBe('moved');
    expect(await bench.store.flip(null, 'g1')).toBe('flipped');
    expect(await bench.store.flip(null, 'g2')).toBe('moved');
    expect(await bench.store.liveGeneration()).toBe('g1');
    expect(await bench.store.flip('g1', 'g2')).toBe('flipped');
    expect(await bench.store.liveGeneration()).toBe('g2');
  });

  test('reads are replicated if no replica is required', async () => {
    await fill(bench.store.generation('g1'), partition, 3, { 'd2025-03': { a: '1' } });
    expect(await bench.store.isReplicated()).toBe(true);
  });

  test('a drop removes everything and fences workers, and never drops the live generation', async () => {
    const { store } = bench;
    const [old, live] = [store.generation('g1'), store.generation('g2')];
    await fill(old, partition, 3, { 'd2025-03': { a: '1' }, 'd2025-04': { a: '1' } });
    await old.freeze(partition, 'm2025-03', ['d2025-03']);
    await fill(live, partition, 3, { 'd2025-03': { a: '1' } });
    await store.flip(null, 'g2');
    expect(await store.dropGeneration('g2')).toBe('live');
    const { epoch } = await old.claim(partition);
    expect(await store.dropGeneration('g1')).toBe('dropped');
    expect(await store.dropGeneration('g1')).toBe('dropped');
    const batch = { epoch, expected: at(3), next: at(4), contributions: new Map(), cells: new Map() };
    expect(await old.commit(partition, batch)).toBe('fenced');
    expect(await store.generations()).toEqual(['g2']);
    expect(await old.partitions()).toEqual([]);
    expect(await old.position(partition)).toBeNull();
    expect(await old.buckets(partition)).toEqual([]);
    expect(await old.readFrozen(partition, 'm2025-03')).toBeNull();
    expect(plainCells((await live.snapshot(partition)).buckets)).toEqual({ 'd2025-03': { a: '1' } });
  });

  test('one holder at a time has a lease, can renew it, and loses it at its end', async () => {
    const { store } = bench;
    expect(await store.acquireLease('release', 'one', 60_000)).toBe(true);
    expect(await store.acquireLease('release', 'two', 60_000)).toBe(false);
    expect(await store.acquireLease('other', 'two', 60_000)).toBe(true);
    await store.releaseLease('release', 'two');
    expect(await store.acquireLease('release', 'two', 60_000)).toBe(false);
    expect(await store.acquireLease('release', 'one', 50)).toBe(true);
    await waitFor('the lease to end', () => store.acquireLease('release', 'two', 60_000));
    expect(await store.acquireLease('release', 'one', 60_000)).toBe(false);
    await store.releaseLease('release', 'two');
    expect(await store.acquireLease('release', 'one', 60_000)).toBe(true);
  });

  test('the store responds to a ping, and has the required settings', async () => {
    await bench.store.ping();
    expect(await bench.store.checkServer()).toEqual([]);
  });
}
