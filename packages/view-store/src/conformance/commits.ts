import { expect, test } from 'vitest';
import { commitLimits, countArguments } from '../port.ts';
import { at, bytes, cellMap, fill, partition, plainCells, type StoreFixture, textOf } from './subject.ts';

const nothing = { contributions: new Map(), cells: new Map() };

export function commitRules(fixture: StoreFixture): void {
  test('an unclaimed partition has no position, cells or summary', async () => {
    const raw = fixture.store.generation('g1');
    expect(await raw.position(partition)).toBeNull();
    expect(await raw.summary(partition)).toBeNull();
    expect(await raw.buckets(partition)).toEqual([]);
    expect(await raw.snapshot(partition)).toEqual({ position: null, buckets: new Map() });
    const answer = await raw.read(partition, { references: ['r1'], cells: new Map([['o2025-03', ['a']]]) });
    expect(answer).toEqual({ contributions: [null], cells: new Map([['o2025-03', [null]]]) });
  });

  test('each claim increases the epoch by one and returns position and summary of the last commit', async () => {
    const raw = fixture.store.generation('g1');
    expect(await raw.claim(partition)).toEqual({ epoch: 1, position: null, summary: null });
    const summary = new Uint8Array([0, 255, 128]);
    const batch = { ...nothing, epoch: 1, expected: null, next: at(5), summary };
    expect(await raw.commit(partition, batch)).toBe('applied');
    const claim = await raw.claim(partition);
    expect(claim).toMatchObject({ epoch: 2, position: at(5) });
    expect([...(claim.summary ?? [])]).toEqual([0, 255, 128]);
    expect(await raw.position(partition)).toEqual(at(5));
  });

  test('a commit without a summary does not change it', async () => {
    const raw = fixture.store.generation('g1');
    await raw.claim(partition);
    await raw.commit(partition, { ...nothing, epoch: 1, expected: null, next: at(1), summary: bytes('one') });
    await raw.commit(partition, { ...nothing, epoch: 1, expected: at(1), next: at(2) });
    expect(textOf(await raw.summary(partition))).toBe('one');
  });

  test('a worker with an older epoch is fenced and writes nothing', async () => {
    const raw = fixture.store.generation('g1');
    const cells = cellMap({ 'o2025-03': { a: '1' } });
    const stale = await raw.claim(partition);
    const fresh = await raw.claim(partition);
    for (const epoch of [stale.epoch, fresh.epoch + 1]) {
      const batch = { epoch, expected: null, next: at(1), contributions: new Map([['r', 'v']]), cells };
      expect(await raw.commit(partition, batch)).toBe('fenced');
    }
    expect(await raw.snapshot(partition)).toEqual({ position: null, buckets: new Map() });
    expect((await raw.read(partition, { references: ['r'], cells: new Map() })).contributions).toEqual([
      null,
    ]);
  });

  test('a commit on an unclaimed partition is fenced', async () => {
    const batch = { ...nothing, epoch: 1, expected: null, next: at(1) };
    expect(await fixture.store.generation('g1').commit(partition, batch)).toBe('fenced');
  });

  test('a commit from another position, topic or cluster returns `moved` and writes nothing', async () => {
    const raw = fixture.store.generation('g1');
    await fill(raw, partition, 10, { 'o2025-03': { a: '1' } });
    const { epoch } = await raw.claim(partition);
    const elsewhere = [null, at(9), at(11), at(10, 'topic-2'), { ...at(10), clusterId: 'cluster-2' }];
    for (const expected of elsewhere) {
      const cells = cellMap({ 'o2025-03': { a: '2' } });
      const batch = { epoch, expected, next: at(20), contributions: new Map(), cells };
      expect(await raw.commit(partition, batch)).toBe('moved');
    }
    const snapshot = await raw.snapshot(partition);
    expect(snapshot.position).toEqual(at(10));
    expect(plainCells(snapshot.buckets)).toEqual({ 'o2025-03': { a: '1' } });
  });

  test('a repeated commit counts once, and returns `moved`', async () => {
    const raw = fixture.store.generation('g1');
    const { epoch } = await raw.claim(partition);
    const cells = cellMap({ 'o2025-03': { a: '3' } });
    const batch = { epoch, expected: null, next: at(4), contributions: new Map([['r', 'v1']]), cells };
    expect(await raw.commit(partition, batch)).toBe('applied');
    expect(await raw.commit(partition, batch)).toBe('moved');
    expect(plainCells((await raw.snapshot(partition)).buckets)).toEqual({ 'o2025-03': { a: '3' } });
  });

  test('null deletes a contribution or a cell, also a missing one', async () => {
    const raw = fixture.store.generation('g1');
    await fill(raw, partition, 1, { 'o2025-03': { a: '1', b: '2' }, 'o2025-04': { a: '1' } });
    const { epoch } = await raw.claim(partition);
    const first = new Map([
      ['r1', 'v'],
      ['r2', 'v'],
    ]);
    await raw.commit(partition, {
      epoch,
      expected: at(1),
      next: at(2),
      contributions: first,
      cells: new Map(),
    });
    const gone = cellMap({
      'o2025-03': { a: null, never: null },
      'o2025-04': { a: null },
      'o2025-05': { x: null },
    });
    const contributions = new Map([
      ['r1', null],
      ['never', null],
    ]);
    expect(
      await raw.commit(partition, { epoch, expected: at(2), next: at(3), contributions, cells: gone }),
    ).toBe('applied');
    expect(plainCells((await raw.snapshot(partition)).buckets)).toEqual({ 'o2025-03': { b: '2' } });
    const answer = await raw.read(partition, { references: ['r1', 'r2'], cells: new Map() });
    expect(answer.contributions).toEqual([null, 'v']);
  });

  test('a read returns values in the order of the query, with null for missing values', async () => {
    const raw = fixture.store.generation('g1');
    await fill(raw, partition, 1, { 'o2025-03': { a: '1', b: '2' }, 'o2025-04': { c: '3' } });
    const cells = new Map([
      ['o2025-04', ['x', 'c', 'c']],
      ['o2025-03', ['b', 'a']],
      ['d2030-01', ['a']],
      ['o2025-02', []],
    ]);
    const answer = await raw.read(partition, { references: [], cells });
    expect(answer.contributions).toEqual([]);
    expect([...answer.cells]).toEqual([
      ['o2025-04', [null, '3', '3']],
      ['o2025-03', ['2', '1']],
      ['d2030-01', [null]],
      ['o2025-02', []],
    ]);
  });

  test('names and values can be any text, also empty or long', async () => {
    const raw = fixture.store.generation('g1');
    const latin1 = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
    const values: [string, string][] = [
      [latin1, latin1],
      ['', ''],
      ['a\0b', 'nul\0'],
      ['Ѓорѓи 😀 {x}|*', 'Ѓорѓи 😀 {x}|*'],
      ['as long as one byte says'.padEnd(31, '.'), 'x'.repeat(31)],
      ['longer'.padEnd(32, '.'), 'x'.repeat(32)],
      ['x'.repeat(70_000), 'Ѓ'.repeat(100_000)],
    ];
    const { epoch } = await raw.claim(partition);
    const cells = new Map([['o2025-03', new Map(values)]]);
    await raw.commit(partition, {
      epoch,
      expected: null,
      next: at(1),
      contributions: new Map(values),
      cells,
    });
    const names = values.map(([name]) => name);
    const answer = await raw.read(partition, { references: names, cells: new Map([['o2025-03', names]]) });
    const snapshot = (await raw.snapshot(partition)).buckets.get('o2025-03');
    for (const [index, [name, value]] of values.entries()) {
      expect(answer.contributions[index]).toBe(value);
      expect(answer.cells.get('o2025-03')?.[index]).toBe(value);
      expect(textOf(snapshot?.get(name))).toBe(value);
    }
    expect(snapshot?.size).toBe(values.length);
  });

  test('a batch as large as the limits allow is applied completely, and its cells can be scanned', async () => {
    const raw = fixture.store.generation('g1');
    const contributions = new Map<string, string>();
    for (let event = 0; event < commitLimits.events; event += 1) contributions.set(`r${event}`, `v${event}`);
    const fields = new Map<string, string>();
    while (2 * (contributions.size + fields.size) < commitLimits.arguments)
      fields.set(`f${fields.size}`, `${fields.size}`);
    const cells = new Map([['o2025-03', fields]]);
    expect(countArguments({ contributions, cells })).toBe(commitLimits.arguments);
    const { epoch } = await raw.claim(partition);
    expect(
      await raw.commit(partition, { epoch, expected: null, next: at(2_000), contributions, cells }),
    ).toBe('applied');

    const scanned: (readonly [string, string | null])[] = [];
    for await (const rows of raw.scan(partition, 'o2025-03')) {
      for (const [field, value] of rows) scanned.push([field, textOf(value)]);
    }
    expect(scanned).toHaveLength(fields.size);
    expect(new Map(scanned)).toEqual(fields);
    const { contributions: read } = await raw.read(partition, {
      references: [...contributions.keys()],
      cells: new Map(),
    });
    expect(read).toEqual([...contributions.values()]);

    const removed = new Map([['o2025-03', new Map([...fields.keys()].map((field) => [field, null]))]]);
    const none = new Map([...contributions.keys()].map((reference) => [reference, null]));
    const batch = { epoch, expected: at(2_000), next: at(4_000), contributions: none, cells: removed };
    expect(await raw.commit(partition, batch)).toBe('applied');
    expect((await raw.snapshot(partition)).buckets.size).toBe(0);
  });

  test('commits survive a restart of the store', async () => {
    await fill(fixture.store.generation('g1'), partition, 3, { 'o2025-03': { a: '1' } });
    await fixture.store.close();
    fixture.store = await fixture.subject.open();
    const raw = fixture.store.generation('g1');
    expect(await raw.claim(partition)).toEqual({ epoch: 2, position: at(3), summary: null });
    expect(plainCells((await raw.snapshot(partition)).buckets)).toEqual({ 'o2025-03': { a: '1' } });
  });

  test('after an older copy of the store is restored, the older position is returned, and a worker that was ahead gets `moved`', async () => {
    await fill(fixture.store.generation('g1'), partition, 3, { 'o2025-03': { a: '1' } });
    await fixture.store.close();
    await fixture.subject.saveCopy();
    fixture.store = await fixture.subject.open();
    const ahead = await fixture.store.generation('g1').claim(partition);
    const more = { epoch: ahead.epoch, contributions: new Map(), cells: cellMap({ 'o2025-03': { a: '9' } }) };
    await fixture.store.generation('g1').commit(partition, { ...more, expected: at(3), next: at(8) });
    await fixture.store.close();
    await fixture.subject.restoreCopy();
    fixture.store = await fixture.subject.open();

    const raw = fixture.store.generation('g1');
    const claim = await raw.claim(partition);
    expect(claim).toEqual({ epoch: ahead.epoch, position: at(3), summary: null });
    expect(await raw.commit(partition, { ...more, expected: at(8), next: at(12) })).toBe('moved');
    const snapshot = await raw.snapshot(partition);
    expect(snapshot.position).toEqual(at(3));
    expect(plainCells(snapshot.buckets)).toEqual({ 'o2025-03': { a: '1' } });
  });

  test('a name that could become part of another key is rejected', async () => {
    expect(() => fixture.store.generation('g{1}')).toThrow(/cannot be part of a key/);
    await expect(fixture.store.generation('g1').claim('a}b')).rejects.toThrow(/cannot be part of a key/);
  });
}
