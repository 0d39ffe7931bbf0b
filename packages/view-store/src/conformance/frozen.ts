import { describe, expect, test } from 'vitest';
import type { Freeze } from '../port.ts';
import { at, bytes, fill, partition, plainCells, type StoreFixture, textOf } from './subject.ts';

const other = 'reports.v1.MK:8';
const MARCH = 'm2025-03';

const freezeOf = (freezeId: string, periodId = MARCH): Freeze => ({ periodId, freezeId });

export function frozenRules(fixture: StoreFixture): void {
  /** Cells of the selected freeze, by partition; null if none is selected, or a set is lost. */
  const frozenCells = async (periodId = MARCH) => {
    const sets = (await fixture.store.readFrozenPeriod(periodId))?.sets;
    return sets ? Object.fromEntries([...sets].map(([name, { cells }]) => [name, plainCells(cells)])) : null;
  };

  /** Freezes March in one partition that contains `value`, and selects the freeze unless another one is selected. */
  const freezeAndSelect = async (generation: string, freeze: Freeze, value: string) => {
    const raw = fixture.store.generation(generation);
    await fill(raw, partition, 4, { 'o2025-03': { a: value } });
    await raw.freeze(partition, freeze, ['o2025-03']);
    await fixture.store.selectFreeze(freeze, { generation, partitions: [partition] });
  };

  test('a frozen set is a copy at a position, which later commits do not change', async () => {
    const raw = fixture.store.generation('g1');
    await fill(raw, partition, 4, {
      'o2025-03-01': { a: '1', b: '2' },
      'o2025-03-02': { a: '5' },
      'o2025-04-01': { a: '7' },
    });
    const buckets = ['o2025-03-01', 'o2025-03-02', 'o2025-03-03'];
    expect(await raw.freeze(partition, freezeOf('one'), buckets)).toEqual({ position: at(4) });
    await fill(raw, partition, 9, { 'o2025-03-01': { a: null, b: '3' }, 'o2025-03-03': { c: '1' } });

    expect(await raw.freeze(partition, freezeOf('one'), [...buckets, 'o2025-04-01'])).toEqual({
      position: at(4),
    });
    expect(await fixture.store.readFrozenPeriod(MARCH)).toBeNull();
    await fixture.store.selectFreeze(freezeOf('one'), { generation: 'g1', partitions: [partition] });
    const frozen = await fixture.store.readFrozenPeriod(MARCH);
    expect(frozen?.sets?.get(partition)?.position).toEqual(at(4));
    expect(await frozenCells()).toEqual({
      [partition]: { 'o2025-03-01': { a: '1', b: '2' }, 'o2025-03-02': { a: '5' } },
    });
  });

  test('a period without cells is frozen as an empty set, and stays empty', async () => {
    const raw = fixture.store.generation('g1');
    expect(await raw.freeze(partition, freezeOf('one'), ['o2025-03-01'])).toEqual({ position: null });
    await fill(raw, partition, 2, { 'o2025-03-01': { a: '1' } });
    expect(await raw.freeze(partition, freezeOf('one'), ['o2025-03-01'])).toEqual({ position: null });
    await fixture.store.selectFreeze(freezeOf('one'), { generation: 'g1', partitions: [partition] });
    expect(await fixture.store.readFrozenPeriod(MARCH)).toEqual({
      ...freezeOf('one'),
      sets: new Map([[partition, { position: null, cells: new Map() }]]),
    });
  });

  test('a period with many cells is frozen completely', async () => {
    const raw = fixture.store.generation('g1');
    const day = (name: string) =>
      Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${name}-f${n}`, `${n}`]));
    const days = Array.from({ length: 31 }, (_, n) => `o2025-03-${n + 1}`);
    const cells = Object.fromEntries(days.map((name) => [name, day(name)]));
    await fill(raw, partition, 1, cells);
    await raw.freeze(partition, freezeOf('one'), days);
    await fixture.store.selectFreeze(freezeOf('one'), { generation: 'g1', partitions: [partition] });
    expect(await frozenCells()).toEqual({ [partition]: cells });
  });

  test('a freeze outlives its generation until it is dropped, whichever generation is live', async () => {
    const { store } = fixture;
    const [old, live] = [store.generation('g1'), store.generation('g2')];
    const periods = [MARCH, 'm2025-04'];
    await fill(old, partition, 4, { 'o2025-03': { a: '1' } });
    for (const period of periods) {
      await old.freeze(partition, freezeOf(`of-${period}`, period), ['o2025-03', 'o2025-04']);
      await old.freeze(other, freezeOf(`of-${period}`, period), ['o2025-03']);
      const of = { generation: 'g1', partitions: [partition, other] };
      await store.selectFreeze(freezeOf(`of-${period}`, period), of);
    }
    await fill(live, partition, 9, { 'o2025-03': { a: '2' } });
    await store.flip(null, 'g2');
    expect(await store.dropGeneration('g1')).toBe('dropped');
    expect(await store.dropGeneration('g1')).toBe('dropped');

    expect(await store.generations()).toEqual(['g2']);
    expect(await old.buckets(partition)).toEqual([]);
    const selected = periods.map((period) => ({ ...freezeOf(`of-${period}`, period), generation: 'g1' }));
    expect(await store.selectedFreezes()).toEqual(selected);
    for (const period of periods) {
      const frozen = await store.readFrozenPeriod(period);
      expect([...(frozen?.sets ?? [])].map(([name, set]) => [name, set.position])).toEqual([
        [partition, at(4)],
        [other, null],
      ]);
      expect(await frozenCells(period)).toEqual({ [partition]: { 'o2025-03': { a: '1' } }, [other]: {} });
    }

    await store.dropFreeze(freezeOf(`of-${MARCH}`));
    await store.dropFreeze(freezeOf(`of-${MARCH}`));
    expect(await store.readFrozenPeriod(MARCH)).toBeNull();
    expect(await frozenCells('m2025-04')).not.toBeNull();
    expect(await store.selectedFreezes()).toEqual(selected.slice(1));
    await freezeAndSelect('g2', freezeOf('another'), '2');
    expect(await frozenCells()).toEqual({ [partition]: { 'o2025-03': { a: '2' } } });
  });

  test('the first selected freeze of a period counts, and a late freeze or drop changes nothing', async () => {
    const { store } = fixture;
    const first = { [partition]: { 'o2025-03': { a: '1' } } };
    await freezeAndSelect('g1', freezeOf('one'), '1');
    await freezeAndSelect('g1', freezeOf('two'), '2');
    await freezeAndSelect('g2', freezeOf('three'), '3');
    expect(await frozenCells()).toEqual(first);
    await store.putDecision(freezeOf('one'), bytes('decided'));
    expect(await store.putDecision(freezeOf('two'), bytes('late'))).toBeNull();
    await store.dropFreeze(freezeOf('two'));
    await freezeAndSelect('g1', freezeOf('one'), '4');
    await store.dropUnselectedFreezes();
    expect(await frozenCells()).toEqual(first);
    expect(await store.selectedFreezes()).toEqual([{ ...freezeOf('one'), generation: 'g1' }]);
    expect(textOf(await store.readDecision(MARCH))).toBe('decided');
    expect(await store.generations()).toEqual(['g1', 'g2']);
  });

  test('a freeze that is not selected is removed, and its leader cannot select the rest of it', async () => {
    const { store } = fixture;
    const raw = store.generation('g1');
    const late = freezeOf('late');
    await fill(raw, partition, 4, { 'o2025-03': { a: '1' } });
    await raw.freeze(partition, late, ['o2025-03']);
    await store.dropUnselectedFreezes();
    await raw.freeze(other, late, ['o2025-03']);
    await store.selectFreeze(late, { generation: 'g1', partitions: [partition, other] });
    expect(await store.readFrozenPeriod(MARCH)).toBeNull();
    expect(await store.putDecision(late, bytes('late'))).toBeNull();
    await freezeAndSelect('g1', freezeOf('one'), '2');
    expect(await frozenCells()).toEqual({ [partition]: { 'o2025-03': { a: '2' } } });
    await store.dropUnselectedFreezes();
    expect(await frozenCells()).toEqual({ [partition]: { 'o2025-03': { a: '2' } } });
  });

  describe('the decision on a period', () => {
    test('never changes, and outlives a restart and the generation of the frozen sets', async () => {
      expect(await fixture.store.readDecision(MARCH)).toBeNull();
      await freezeAndSelect('g1', freezeOf('one'), '1');
      expect(await fixture.store.readDecision(MARCH)).toBeNull();
      const first = new Uint8Array([0, 255, 1, 13, 10]);
      const stored = await fixture.store.putDecision(freezeOf('one'), first);
      expect(Buffer.from(stored ?? [])).toEqual(Buffer.from(first));
      const again = await fixture.store.putDecision(freezeOf('one'), bytes('another'));
      expect(Buffer.from(again ?? [])).toEqual(Buffer.from(first));
      await freezeAndSelect('g2', freezeOf('two'), '2');
      await fixture.store.flip(null, 'g2');
      await fixture.store.dropGeneration('g1');
      await fixture.store.close();
      fixture.store = await fixture.subject.open();
      const decided = await fixture.store.readDecision(MARCH);
      expect(Buffer.from(decided ?? [])).toEqual(Buffer.from(first));
      expect(await fixture.store.readDecision('m2025-04')).toBeNull();
    });

    test('is the same for all who decide at once', async () => {
      await freezeAndSelect('g1', freezeOf('one'), '1');
      const decided = await Promise.all(
        ['a', 'b', 'c', 'd'].map((text) => fixture.store.putDecision(freezeOf('one'), bytes(text))),
      );
      expect(new Set(decided.map(textOf)).size).toBe(1);
      expect(textOf(await fixture.store.readDecision(MARCH))).toBe(textOf(decided[0]));
    });

    test('needs a selected freeze, and is lost with it', async () => {
      expect(await fixture.store.putDecision(freezeOf('one'), bytes('one'))).toBeNull();
      await freezeAndSelect('g1', freezeOf('one'), '1');
      await fixture.store.putDecision(freezeOf('one'), bytes('one'));
      await fixture.store.dropFreeze(freezeOf('one'));
      expect(await fixture.store.readDecision(MARCH)).toBeNull();
      await freezeAndSelect('g1', freezeOf('two'), '2');
      expect(await fixture.store.readDecision(MARCH)).toBeNull();
      expect(textOf(await fixture.store.putDecision(freezeOf('two'), bytes('two')))).toBe('two');
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
