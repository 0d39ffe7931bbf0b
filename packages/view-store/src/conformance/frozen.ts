import { describe, expect, test } from 'vitest';
import { at, bytes, fill, partition, plainCells, type StoreFixture, textOf } from './subject.ts';

const other = 'reports.v1.MK:8';

export function frozenRules(fixture: StoreFixture): void {
  test('a frozen set is a copy at a position, which later commits do not change', async () => {
    const raw = fixture.store.generation('g1');
    await fill(raw, partition, 4, {
      'o2025-03-01': { a: '1', b: '2' },
      'o2025-03-02': { a: '5' },
      'o2025-04-01': { a: '7' },
    });
    const buckets = ['o2025-03-01', 'o2025-03-02', 'o2025-03-03'];
    expect(await raw.readFrozen(partition, 'm2025-03')).toBeNull();
    expect(await raw.freeze(partition, 'm2025-03', buckets)).toEqual({ position: at(4) });
    await fill(raw, partition, 9, { 'o2025-03-01': { a: null, b: '3' }, 'o2025-03-03': { c: '1' } });

    expect(await raw.freeze(partition, 'm2025-03', [...buckets, 'o2025-04-01'])).toEqual({ position: at(4) });
    const frozen = await raw.readFrozen(partition, 'm2025-03');
    expect(frozen?.position).toEqual(at(4));
    expect(plainCells(frozen?.cells ?? new Map())).toEqual({
      'o2025-03-01': { a: '1', b: '2' },
      'o2025-03-02': { a: '5' },
    });
  });

  test('a period without cells is frozen as an empty set, and stays empty', async () => {
    const raw = fixture.store.generation('g1');
    expect(await raw.freeze(partition, 'm2025-03', ['o2025-03-01'])).toEqual({ position: null });
    await fill(raw, partition, 2, { 'o2025-03-01': { a: '1' } });
    expect(await raw.freeze(partition, 'm2025-03', ['o2025-03-01'])).toEqual({ position: null });
    expect(await raw.readFrozen(partition, 'm2025-03')).toEqual({ position: null, cells: new Map() });
    expect(await raw.partitions()).toEqual([partition]);
  });

  test('a period with many cells is frozen completely', async () => {
    const raw = fixture.store.generation('g1');
    const day = (name: string) =>
      Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${name}-f${n}`, `${n}`]));
    const days = Array.from({ length: 31 }, (_, n) => `o2025-03-${n + 1}`);
    const cells = Object.fromEntries(days.map((name) => [name, day(name)]));
    await fill(raw, partition, 1, cells);
    await raw.freeze(partition, 'm2025-03', days);
    const frozen = await raw.readFrozen(partition, 'm2025-03');
    expect(plainCells(frozen?.cells ?? new Map())).toEqual(cells);
  });

  test('a kept period outlives its generation until the period is dropped, whichever generation is live', async () => {
    const { store } = fixture;
    const [old, live] = [store.generation('g1'), store.generation('g2')];
    await fill(old, partition, 4, { 'o2025-03': { a: '1' } });
    for (const period of ['m2025-03', 'm2025-04', 'm2025-05']) {
      await old.freeze(partition, period, ['o2025-03', 'o2025-04']);
      await old.freeze(other, period, ['o2025-03']);
    }
    expect(await store.readKept('m2025-03')).toBeNull();
    await store.keepFrozen('m2025-03', { generation: 'g1', partitions: [partition, other] });
    await store.keepFrozen('m2025-04', { generation: 'g1', partitions: [partition, other] });
    await fill(live, partition, 9, { 'o2025-03': { a: '2' } });
    await store.flip(null, 'g2');
    expect(await store.dropGeneration('g1')).toBe('dropped');
    expect(await store.dropGeneration('g1')).toBe('dropped');

    expect(await store.generations()).toEqual(['g2']);
    expect(await old.buckets(partition)).toEqual([]);
    expect(await store.keptPeriods()).toEqual(
      ['m2025-03', 'm2025-04'].map((periodId) => ({ periodId, generation: 'g1' })),
    );
    for (const period of ['m2025-03', 'm2025-04']) {
      const kept = await store.readKept(period);
      expect([...(kept ?? [])].map(([name, set]) => [name, set.position, plainCells(set.cells)])).toEqual([
        [partition, at(4), { 'o2025-03': { a: '1' } }],
        [other, null, {}],
      ]);
    }
    expect(await store.readKept('m2025-05')).toBeNull();

    await store.dropKept('m2025-03');
    await store.dropKept('m2025-03');
    expect(await store.readKept('m2025-03')).toBeNull();
    expect(await store.readKept('m2025-04')).not.toBeNull();
    expect(await store.keptPeriods()).toEqual([{ periodId: 'm2025-04', generation: 'g1' }]);
    await live.freeze(partition, 'm2025-03', ['o2025-03']);
    await store.keepFrozen('m2025-03', { generation: 'g2', partitions: [partition] });
    expect(plainCells((await store.readKept('m2025-03'))?.get(partition)?.cells ?? new Map())).toEqual({
      'o2025-03': { a: '2' },
    });
  });

  test('the first of two calls that keep a period takes effect, and a later freeze changes nothing', async () => {
    const { store } = fixture;
    for (const [generation, value] of [
      ['g1', '1'],
      ['g2', '2'],
    ] as const) {
      const raw = store.generation(generation);
      await fill(raw, partition, 4, { 'o2025-03': { a: value } });
      await raw.freeze(partition, 'm2025-03', ['o2025-03']);
      await store.keepFrozen('m2025-03', { generation, partitions: [partition] });
    }
    const kept = await store.readKept('m2025-03');
    expect(plainCells(kept?.get(partition)?.cells ?? new Map())).toEqual({ 'o2025-03': { a: '1' } });
    expect(await store.keptPeriods()).toEqual([{ periodId: 'm2025-03', generation: 'g1' }]);
  });

  test('a kept period with a missing frozen set is not returned, and can be kept again', async () => {
    const { store } = fixture;
    const raw = store.generation('g1');
    await fill(raw, partition, 4, { 'o2025-03': { a: '1' } });
    await raw.freeze(partition, 'm2025-03', ['o2025-03']);
    await store.keepFrozen('m2025-03', { generation: 'g1', partitions: [partition, other] });
    expect(await store.readKept('m2025-03')).toBeNull();
    await store.keepFrozen('m2025-03', { generation: 'g1', partitions: [partition] });
    expect([...((await store.readKept('m2025-03')) ?? new Map()).keys()]).toEqual([partition]);
  });

  describe('the decision on a kept period', () => {
    const keep = async (generation: string, value: string) => {
      const raw = fixture.store.generation(generation);
      await fill(raw, partition, 4, { 'o2025-03': { a: value } });
      await raw.freeze(partition, 'm2025-03', ['o2025-03']);
      await fixture.store.keepFrozen('m2025-03', { generation, partitions: [partition] });
    };

    test('never changes, and outlives a restart and the generation of the frozen sets', async () => {
      expect(await fixture.store.readDecision('m2025-03')).toBeNull();
      await keep('g1', '1');
      expect(await fixture.store.readDecision('m2025-03')).toBeNull();
      const first = new Uint8Array([0, 255, 1, 13, 10]);
      expect(Buffer.from((await fixture.store.putDecision('m2025-03', first)) ?? [])).toEqual(
        Buffer.from(first),
      );
      const again = await fixture.store.putDecision('m2025-03', bytes('another'));
      expect(Buffer.from(again ?? [])).toEqual(Buffer.from(first));
      await keep('g2', '2');
      await fixture.store.flip(null, 'g2');
      await fixture.store.dropGeneration('g1');
      await fixture.store.close();
      fixture.store = await fixture.subject.open();
      const kept = await fixture.store.readDecision('m2025-03');
      expect(Buffer.from(kept ?? [])).toEqual(Buffer.from(first));
      expect(await fixture.store.readDecision('m2025-04')).toBeNull();
    });

    test('is the same for all who decide at once', async () => {
      await keep('g1', '1');
      const decided = await Promise.all(
        ['a', 'b', 'c', 'd'].map((text) => fixture.store.putDecision('m2025-03', bytes(text))),
      );
      expect(new Set(decided.map(textOf)).size).toBe(1);
      expect(textOf(await fixture.store.readDecision('m2025-03'))).toBe(textOf(decided[0]));
    });

    test('needs a kept period, and is lost with its frozen sets', async () => {
      expect(await fixture.store.putDecision('m2025-03', bytes('one'))).toBeNull();
      await keep('g1', '1');
      await fixture.store.putDecision('m2025-03', bytes('one'));
      await fixture.store.dropKept('m2025-03');
      expect(await fixture.store.readDecision('m2025-03')).toBeNull();
      await keep('g1', '2');
      expect(await fixture.store.readDecision('m2025-03')).toBeNull();
      expect(textOf(await fixture.store.putDecision('m2025-03', bytes('two')))).toBe('two');
    });
  });

  test('each snapshot during commits contains exactly the cells of its position', async () => {
    const raw = fixture.store.generation('g1');
    const { epoch } = await raw.claim(partition);
    const commits = (async () => {
      for (let offset = 1; offset <= 40; offset += 1) {
        const expected = offset === 1 ? null : at(offset - 1);
        const cells = new Map([
          ['o2025-03', new Map([['a', `${offset}`]])],
          [`o2025-04-${offset}`, new Map([['a', `${offset}`]])],
        ]);
        await raw.commit(partition, { epoch, expected, next: at(offset), contributions: new Map(), cells });
      }
    })();
    const snapshots = Array.from({ length: 20 }, () => raw.snapshot(partition));
    for (const snapshot of [
      ...(await Promise.all(snapshots)),
      await commits.then(() => raw.snapshot(partition)),
    ]) {
      const offset = snapshot.position?.offset ?? 0;
      expect(snapshot.buckets.size).toBe(offset === 0 ? 0 : offset + 1);
      if (offset > 0) expect(plainCells(snapshot.buckets)['o2025-03']).toEqual({ a: `${offset}` });
    }
    expect(await raw.position(partition)).toEqual(at(40));
  });
}
