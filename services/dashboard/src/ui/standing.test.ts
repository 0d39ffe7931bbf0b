import { expect, it } from 'vitest';
import { ViewProblem } from '../api/client.ts';
import { saidFailure, standingFailure } from './standing.ts';

const waiting = { error: null, isPending: true } as const;
const failed = (atMs: number) => ({
  error: new ViewProblem('error', { faultId: `${atMs}` }),
  errorUpdatedAt: atMs,
  isPending: false,
});

it('a failure remains during a retry, until there is another result', () => {
  const first = standingFailure(failed(1), undefined);
  expect(first).toMatchObject({ problem: { faultId: '1' }, atMs: 1 });
  expect(standingFailure({ ...waiting, errorUpdatedAt: 1 }, first)).toBe(first);
  expect(standingFailure(failed(1), first)).toBe(first);
  expect(standingFailure(failed(2), first)).toMatchObject({ problem: { faultId: '2' }, atMs: 2 });
  expect(standingFailure({ error: null, isPending: false, errorUpdatedAt: 1 }, first)).toBeUndefined();
});

it('a query without a failure, or with another question, has none', () => {
  const first = standingFailure(failed(1), undefined);
  expect(standingFailure({ ...waiting, errorUpdatedAt: 0 }, undefined)).toBeUndefined();
  expect(standingFailure({ ...waiting, errorUpdatedAt: 0 }, first)).toBeUndefined();
  expect(standingFailure({ ...waiting, errorUpdatedAt: 7 }, first)).toBeUndefined();
});

it('a reader who retries sees the loading, then the result', () => {
  const first = standingFailure(failed(1), undefined)!;
  const forgotten = { ...first, isForgotten: true } as const;
  // The state of this render may be older than the retry.
  expect(standingFailure(failed(1), forgotten)).toBe(forgotten);
  expect(saidFailure(failed(1), forgotten)).toBe(first.problem);
  const asked = { ...waiting, errorUpdatedAt: 1 };
  expect(standingFailure(asked, forgotten)).toBe(forgotten);
  expect(saidFailure(asked, forgotten)).toBeUndefined();
  expect(saidFailure(asked, first)).toBe(first.problem);
  const again = standingFailure(failed(2), forgotten);
  expect(saidFailure({ ...waiting }, again)).toMatchObject({ faultId: '2' });
});
