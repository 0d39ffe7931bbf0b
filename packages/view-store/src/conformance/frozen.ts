import { expect, test } from 'vitest';
import { at, fill, partition, plainCells } from './subject.ts';
import type { Bench } from './view-store.ts';

export function frozenRules(bench: Bench): void {
  test('a frozen set is a copy at a position that later commits do not change', async () => {
    const raw = bench.store.generation('g1');
    await fill(raw, partition, 4, {
      'd2025-03-01': { a: '1', b: '2' },
      'd2025-03-02': { a: '5' },
      'd2025-04-01': { a: '7' },
    });
    const buckets = ['d2025-03-01', 'd2025-03-02', 'd2025-03-03'];
    expect(await raw.readFrozen(partition, 'm2025-03')).toBeNull();
    expect(await raw.freeze(partition, 'm2025-03', buckets)).toEqual({ position: at(4) });
    await fill(raw, partition, 9, { 'd2025-03-01': { a: null, b: '3' }, 'd2025-03-03': { c: '1' } });

    expect(await raw.freeze(partition, 'm2025-03', [...buckets, 'd2025-04-01'])).toEqual({ position: at(4) });
    const frozen = await raw.readFrozen(partition, 'm2025-03');
    expect(frozen?.position).toEqual(at(4));
    expect(plainCells(frozen?.cells ?? new Map())).toEqual({
      'd2025-03-01': { a: '1', b: '2' },
      'd2025-03-02': { a: '5' },
    });
  });

  test('a period with no cells is frozen empty, and stays so', async () => {
    const raw = bench.store.generation('g1');
    expect(await raw.freeze(partition, 'm2025-03', ['d2025-03-01'])).toEqual({ position: null });
    await fill(raw, partition, 2, { 'd2025-03-01': { a: '1' } });
    expect(await raw.freeze(partition, 'm2025-03', ['d2025-03-01'])).toEqual({ position: null });
    expect(await raw.readFrozen(partition, 'm2025-03')).toEqual({ position: null, cells: new Map() });
    expect(await raw.partitions()).toEqual([partition]);
  });

  test('a period with many cells is frozen whole', async () => {
    const raw = bench.store.generation('g1');
    const day = (name: string) =>
      Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`${name}-f${n}`, `${n}`]));
    const days = Array.from({ length: 31 }, (_, n) => `d2025-03-${n + 1}`);
    const cells = Object.fromEntries(days.map((name) => [name, day(name)]));
    await fill(raw, partition, 1, cells);
    await raw.freeze(partition, 'm2025-03', days);
    const frozen = await raw.readFrozen(partition, 'm2025-03');
    expect(plainCells(frozen?.cells ?? new Map())).toEqual(cells);
  });

  test('each snapshot taken while commits go on is exactly the cells of its position', async () => {
    const raw = bench.store.generation('g1');
    const { epoch } = await raw.claim(partition);
    const commits = (async () => {
      for (let offset = 1; offset <= 40; offset += 1) {
        const expected = offset === 1 ? null : at(offset - 1);
        const cells = new Map([
          ['d2025-03', new Map([['a', `${offset}`]])],
          [`d2025-04-${offset}`, new Map([['a', `${offset}`]])],
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
      if (offset > 0) expect(plainCells(snapshot.buckets)['d2025-03']).toEqual({ a: `${offset}` });
    }
    expect(await raw.position(partition)).toEqual(at(40));
  });
}
