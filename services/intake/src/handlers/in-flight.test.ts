import { describe, expect, it } from 'vitest';
import { createInFlight } from './in-flight.ts';

const settled = Promise.resolve();

async function read<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

describe('work in flight', () => {
  it('gives results in the order in which they are done, and ends with the last', async () => {
    const work = createInFlight<string>(10);
    const slow = Promise.withResolvers<string>();
    work.add(slow.promise);
    work.add(Promise.resolve('quick'));
    work.endAfter(settled);
    const all = read(work.results());
    await new Promise(setImmediate);
    slow.resolve('slow');
    expect(await all).toEqual(['quick', 'slow']);
  });

  it('is full with what is worked on and what waits to be read, and has room once that is read', async () => {
    const work = createInFlight<number>(2);
    work.add(Promise.resolve(1));
    work.add(Promise.resolve(2));
    await new Promise(setImmediate);
    expect(work.isFull()).toBe(true);
    const room = work.room();
    const results = work.results()[Symbol.asyncIterator]();
    expect(await results.next()).toEqual({ done: false, value: 1 });
    await room;
    expect(work.isFull()).toBe(false);
  });

  it('fails when any work fails', async () => {
    const work = createInFlight<number>(2);
    work.add(Promise.reject(new Error('broken')));
    await expect(read(work.results())).rejects.toThrow('broken');
    expect(work.isStopped()).toBe(true);
  });

  it('gives what was begun before the error of its source', async () => {
    const work = createInFlight<string>(2);
    const slow = Promise.withResolvers<string>();
    work.add(slow.promise);
    work.endAfter(Promise.reject(new Error('no more')));
    const results = work.results()[Symbol.asyncIterator]();
    const first = results.next();
    await new Promise(setImmediate);
    slow.resolve('slow');
    expect(await first).toEqual({ done: false, value: 'slow' });
    await expect(results.next()).rejects.toThrow('no more');
  });

  it('is stopped when its results are read no further', async () => {
    const work = createInFlight<number>(1);
    work.add(Promise.resolve(1));
    for await (const _ of work.results()) break;
    expect(work.isStopped()).toBe(true);
  });

  it('lets its source go when it is stopped', async () => {
    const work = createInFlight<number>(1);
    work.add(new Promise(() => {}));
    const room = work.room();
    work.stop();
    await room;
    expect(work.isStopped()).toBe(true);
  });
});
