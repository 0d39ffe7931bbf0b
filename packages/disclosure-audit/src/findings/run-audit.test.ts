import { keyedUniform } from '@waylight/disclosure-control';
import { describe, expect, test } from 'vitest';
import { ContradictionError, DisclosureAuditFailedError, UnfinishedError } from '../errors.ts';
import { createLinearSystem, sumOf } from '../system/linear-system.ts';
import { findDeterminedCounts, findInferredCounts } from './run-audit.ts';
import { simulatedYear } from './simulated-year.fixture.ts';

const quarter = () => simulatedYear({ seed: 'a', reports: 1500, months: 3 });

const failureOf = (audit: Promise<unknown>): Promise<unknown> =>
  audit.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('an audit in its own process', () => {
  test('keeps its caller responsive', async () => {
    const { linearSystem, hidden } = simulatedYear({ seed: 'a', reports: 1500, months: 2 });
    let turns = 0;
    let isOver = false;
    const audit = findDeterminedCounts(linearSystem, hidden).finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      turns++;
    }
    expect(await audit).toEqual([]);
    expect(turns).toBeGreaterThan(100);
  });

  test('is stopped at its deadline with an error', async () => {
    const { linearSystem, hidden } = quarter();
    const error = await failureOf(findDeterminedCounts(linearSystem, hidden, { deadlineMs: 1 }));
    expect(error).toBeInstanceOf(UnfinishedError);
    expect(error).toMatchObject({ code: 'unfinished', checked: 0 });
    expect(String(error)).toMatch(
      /stopped \(.*timeout.*\) after 0 of \d+ counts: treat the tables as not checked/,
    );
  });

  test('reports its progress when it is stopped', async () => {
    const { linearSystem, hidden } = simulatedYear({ seed: 'a', reports: 1500 });
    const stop = new AbortController();
    const stopped = failureOf(
      findDeterminedCounts(linearSystem, hidden, {
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

  test('is stopped during a solve', async () => {
    // A market split problem (Cornuéjols and Dawande, 1999), for which branch and bound does not end in
    // practice.
    const uniform = keyedUniform(new Uint8Array(32).fill(9), 'market split');
    const linearSystem = createLinearSystem();
    const counts = Array.from({ length: 50 }, () => linearSystem.addVariable({ least: 0, most: 1 }));
    for (let constraint = 0; constraint < 6; constraint++) {
      const terms = counts.map((variable) => ({ variable, coefficient: Math.floor(uniform() * 100) }));
      const half = Math.floor(terms.reduce((all, { coefficient }) => all + coefficient, 0) / 2);
      linearSystem.addConstraint(terms, { least: half, most: half });
    }
    const hidden = counts.map((variable) => ({ variable, truth: 1, name: `count ${variable}` }));
    const begin = performance.now();
    await expect(findDeterminedCounts(linearSystem, hidden, { deadlineMs: 1_000 })).rejects.toThrow(
      UnfinishedError,
    );
    expect(performance.now() - begin).toBeLessThan(10_000);
  });

  test('does not start with an aborted signal', async () => {
    const { linearSystem, hidden, own } = quarter();
    const signal = AbortSignal.abort(new Error('no longer leader'));
    const attackers = [{ name: 'one', own: own(1) }];
    await expect(findInferredCounts(linearSystem, hidden, attackers, { signal })).rejects.toThrow(
      UnfinishedError,
    );
  });

  test.each([0, 60])('reports its errors, in a system with %s more variables', async (more) => {
    const linearSystem = createLinearSystem();
    const count = linearSystem.addVariable();
    for (let n = 0; n < more; n++)
      linearSystem.addConstraint(sumOf([linearSystem.addVariable()]), { least: 0, most: n });
    const hidden = [{ variable: count, truth: 2, name: 'a count' }];
    const tooMany = { name: 'one', own: new Map([[count, 3]]) };
    const failure = await failureOf(findInferredCounts(linearSystem, hidden, [tooMany]));
    expect(failure).toBeInstanceOf(DisclosureAuditFailedError);
    expect(failure).toMatchObject({ exitReason: 'RangeError', cause: expect.any(RangeError) });
    linearSystem.addConstraint(sumOf([count]), { least: 3, most: 2 });
    await expect(findDeterminedCounts(linearSystem, hidden)).rejects.toThrow(ContradictionError);
  });
});
