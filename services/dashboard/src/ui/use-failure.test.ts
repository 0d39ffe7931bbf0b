import { expect, it } from 'vitest';
import { ViewProblem } from '../api/client.ts';
import { latestFailure, shownProblem } from './use-failure.ts';

const waiting = { error: null, isPending: true } as const;
const failed = (atMs: number) => ({
  error: new ViewProblem('error', { faultId: `${atMs}` }),
  errorUpdatedAt: atMs,
  isPending: false,
});

it('a failure remains during a retry, until there is another result', () => {
  const first = latestFailure(failed(1), undefined);
  expect(first).toMatchObject({ problem: { faultId: '1' }, atMs: 1 });
  expect(latestFailure({ ...waiting, errorUpdatedAt: 1 }, first)).toBe(first);
  expect(latestFailure(failed(1), first)).toBe(first);
  expect(latestFailure(failed(2), first)).toMatchObject({ problem: { faultId: '2' }, atMs: 2 });
  expect(latestFailure({ error: null, isPending: false, errorUpdatedAt: 1 }, first)).toBeUndefined();
});

it('a query without a failure, or with another question, has none', () => {
  const first = latestFailure(failed(1), undefined);
  expect(latestFailure({ ...waiting, errorUpdatedAt: 0 }, undefined)).toBeUndefined();
  expect(latestFailure({ ...waiting, errorUpdatedAt: 0 }, first)).toBeUndefined();
  expect(latestFailure({ ...waiting, errorUpdatedAt: 7 }, first)).toBeUndefined();
});

it('a reader who retries sees the loading, then the result', () => {
  const first = latestFailure(failed(1), undefined)!;
  const forgotten = { ...first, isForgotten: true } as const;
  // The state of this render may be older than the retry.
  expect(latestFailure(failed(1), forgotten)).toBe(forgotten);
  expect(shownProblem(failed(1), forgotten)).toBe(first.problem);
  const asked = { ...waiting, errorUpdatedAt: 1 };
  expect(latestFailure(asked, forgotten)).toBe(forgotten);
  expect(shownProblem(asked, forgotten)).toBeUndefined();
  expect(shownProblem(asked, first)).toBe(first.problem);
  const again = latestFailure(failed(2), forgotten);
  expect(shownProblem({ ...waiting }, again)).toMatchObject({ faultId: '2' });
});
