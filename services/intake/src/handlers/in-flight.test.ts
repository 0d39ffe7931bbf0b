import { describe, expect, it } from 'vitest';
import { createInFlight } from './in-flight.ts';

const settled = Promise.resolve();

async function read<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

describe('work in flight', () => {
  it('returns results in the order of completion, and ends after the last result', async () => {
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

  it('counts pending and unread results against the limit', async () => {
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

  it('returns the results of work added before its source failed', async () => {
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

  it('stops when reading ends early', async () => {
    const work = createInFlight<number>(1);
    work.add(Promise.resolve(1));
    for await (const _ of work.results()) break;
    expect(work.isStopped()).toBe(true);
  });

  it('releases a waiting source at a stop', async () => {
    const work = createInFlight<number>(1);
    work.add(new Promise(() => {}));
    const room = work.room();
    work.stop();
    await room;
    expect(work.isStopped()).toBe(true);
  });
});
