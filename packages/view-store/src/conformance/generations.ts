import { waitFor } from '@waylight/testing';
import { expect, test } from 'vitest';
import { at, fill, partition, plainCells, type StoreFixture } from './subject.ts';

export function generationRules(fixture: StoreFixture): void {
  test('generations and partitions are separate', async () => {
    const [one, two] = [fixture.store.generation('g1'), fixture.store.generation('g2')];
    await fill(one, partition, 3, { 'o2025-03': { a: '1' } });
    await fill(one, 'reports.v1.MK:8', 5, { 'o2025-03': { a: '2' } });
    await fill(two, partition, 7, { 'o2025-03': { b: '3' } });
    expect(await fixture.store.generations()).toEqual(['g1', 'g2']);
    expect(await one.partitions()).toEqual([partition, 'reports.v1.MK:8']);
    expect(await two.partitions()).toEqual([partition]);
    expect(await one.position(partition)).toEqual(at(3));
    expect(plainCells((await one.snapshot(partition)).buckets)).toEqual({ 'o2025-03': { a: '1' } });
    expect(plainCells((await two.snapshot(partition)).buckets)).toEqual({ 'o2025-03': { b: '3' } });
  });

  test('a flip of the live generation fails with `moved` if the live generation is not the expected one', async () => {
    expect(await fixture.store.liveGeneration()).toBeNull();
    expect(await fixture.store.flip('g0', 'g1')).toBe('moved');
    expect(await fixture.store.flip(null, 'g1')).toBe('flipped');
    expect(await fixture.store.flip(null, 'g2')).toBe('moved');
    expect(await fixture.store.liveGeneration()).toBe('g1');
    expect(await fixture.store.flip('g1', 'g2')).toBe('flipped');
    expect(await fixture.store.liveGeneration()).toBe('g2');
  });

  test('`isReplicated` is true if the store requires no replica', async () => {
    await fill(fixture.store.generation('g1'), partition, 3, { 'o2025-03': { a: '1' } });
    expect(await fixture.store.isReplicated()).toBe(true);
  });

  test('a drop removes all of a generation and fences its workers; the live generation is never dropped', async () => {
    const { store } = fixture;
    const [old, live] = [store.generation('g1'), store.generation('g2')];
    await fill(old, partition, 3, { 'o2025-03': { a: '1' }, 'o2025-04': { a: '1' } });
    await fill(live, partition, 3, { 'o2025-03': { a: '1' } });
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
    expect(plainCells((await live.snapshot(partition)).buckets)).toEqual({ 'o2025-03': { a: '1' } });
  });

  test('only one holder has a lease; it can renew the lease, and loses it on expiry', async () => {
    const { store } = fixture;
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
    await fixture.store.ping();
    expect(await fixture.store.checkServer()).toEqual([]);
  });
}
