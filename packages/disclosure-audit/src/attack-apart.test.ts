import { keyedUniform } from '@waylight/disclosure-control';
import { describe, expect, test } from 'vitest';
import { AttackDiedError, ContradictionError, UnfinishedError } from './errors.ts';
import { findPinnedFor } from './learnt.ts';
import { findPinned } from './pinned.ts';
import { createPuzzle, sumOf } from './puzzle.ts';
import { simulatedYear } from './simulated-year.fixture.ts';

const quarter = () => simulatedYear({ seed: 'a', reports: 1500, months: 3 });

const failureOf = (attack: Promise<unknown>): Promise<unknown> =>
  attack.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('an attack in a process of its own', () => {
  test('leaves its caller free to serve meanwhile', async () => {
    const { puzzle, hidden } = simulatedYear({ seed: 'a', reports: 1500, months: 2 });
    let turns = 0;
    let isOver = false;
    const attack = findPinned(puzzle, hidden).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
    }
    expect(await attack).toEqual([]);
    expect(turns).toBeGreaterThan(100);
  });

  test('is stopped at its deadline, and says so instead of finding nothing', async () => {
    const { puzzle, hidden } = quarter();
    const error = await failureOf(findPinned(puzzle, hidden, { deadlineMs: 1 }));
    expect(error).toBeInstanceOf(UnfinishedError);
    expect(error).toMatchObject({ code: 'unfinished', checked: 0 });
    expect(String(error)).toMatch(
      /stopped \(.*timeout.*\) after 0 of \d+ small counts: treat them as not checked/,
    );
  });

  test('says how far it came when it is stopped in the middle', async () => {
    const { puzzle, hidden } = simulatedYear({ seed: 'a', reports: 1500 });
    const stop = new AbortController();
    const stopped = failureOf(
      findPinned(puzzle, hidden, {
        signal: stop.signal,
        onProgress: (checked) => {
          if (checked >= 10) stop.abort(new Error('the service stops'));
        },
      }),
    );
    const error = await stopped;
    expect(error).toBeInstanceOf(UnfinishedError);
    const { checked, of } = error as UnfinishedError;
    expect(checked).toBeGreaterThanOrEqual(10);
    expect(checked).toBeLessThan(of);
    expect(String(error)).toContain('the service stops');
  });

  test('is stopped in the middle of a solve', async () => {
    // A market split problem (Cornuéjols and Dawande, 1999): branch and bound does not come to its end in any time.
    const uniform = keyedUniform(new Uint8Array(32).fill(9), 'market split');
    const puzzle = createPuzzle();
    const counts = Array.from({ length: 50 }, () => puzzle.unknown({ least: 0, most: 1 }));
    for (let fact = 0; fact < 6; fact++) {
      const terms = counts.map((unknown) => ({ unknown, times: Math.floor(uniform() * 100) }));
      const half = Math.floor(terms.reduce((all, { times }) => all + times, 0) / 2);
      puzzle.fact(terms, { least: half, most: half });
    }
    const hidden = counts.map((unknown) => ({ unknown, truth: 1, name: `count ${unknown}` }));
    const begin = performance.now();
    await expect(findPinned(puzzle, hidden, { deadlineMs: 1_000 })).rejects.toThrow(UnfinishedError);
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  test('does not begin where it is stopped already', async () => {
    const { puzzle, hidden, own } = quarter();
    const signal = AbortSignal.abort(new Error('no longer leader'));
    const attackers = [{ name: 'one', own: own(1) }];
    await expect(findPinnedFor(puzzle, hidden, attackers, { signal })).rejects.toThrow(UnfinishedError);
  });

  test.each([0, 60])('says which error was its end, of a puzzle with %s limits more', async (more) => {
    const puzzle = createPuzzle();
    const count = puzzle.unknown();
    for (let n = 0; n < more; n++) puzzle.fact(sumOf([puzzle.unknown()]), { least: 0, most: n });
    const hidden = [{ unknown: count, truth: 2, name: 'a count' }];
    const tooMany = { name: 'one', own: new Map([[count, 3]]) };
    const died = await failureOf(findPinnedFor(puzzle, hidden, [tooMany]));
    expect(died).toBeInstanceOf(AttackDiedError);
    expect(died).toMatchObject({ ended: 'RangeError', cause: expect.any(RangeError) });
    puzzle.fact(sumOf([count]), { least: 3, most: 2 });
    await expect(findPinned(puzzle, hidden)).rejects.toThrow(ContradictionError);
  });
});
