import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onceKnown } from '../api/once-known.ts';
import { firstAnswers } from './first-answers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A question that is answered after this time. */
const answeredAfter = (name: string, ms: number) => ({
  queryKey: [name],
  queryFn: () => new Promise<string>((resolve) => setTimeout(() => resolve(name), ms)),
});

it('the first page waits for its answers, and for those to further questions', async () => {
  const client = new QueryClient();
  onceKnown(client.fetchQuery(answeredAfter('first', 100)), () => {
    void client.prefetchQuery(answeredAfter('further', 100));
  });
  const waited = firstAnswers(client).then(() => client.getQueryData(['further']));
  await vi.advanceTimersByTimeAsync(300);
  expect(await waited).toBe('further');
});

it('the first page appears without its numbers if an answer takes long or fails', async () => {
  const client = new QueryClient();
  void client.prefetchQuery(answeredAfter('slow', 60_000));
  onceKnown(
    client.fetchQuery({ queryKey: ['none'], queryFn: () => Promise.reject(new Error('gone')) }),
    () => {},
  );
  const waited = firstAnswers(client).then(() => client.isFetching());
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await waited).toBeGreaterThan(0);
});

it('a page without questions appears at once', async () => {
  await firstAnswers(new QueryClient());
});
