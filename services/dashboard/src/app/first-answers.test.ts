import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onceKnown } from '../api/once-known.ts';
import { untilFirstAnswers } from './first-answers.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A question that is answered when the test resolves it. */
const asked = (name: string) => {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { question: { queryKey: [name], queryFn: () => promise }, resolve };
};

it('the first page waits for its answers, and for those to further questions', async () => {
  const client = new QueryClient();
  const [first, further] = [asked('first'), asked('further')];
  onceKnown(client.fetchQuery(first.question), () => void client.prefetchQuery(further.question));
  let isRendered = false;
  const rendered = untilFirstAnswers(client).then(() => {
    isRendered = true;
  });
  first.resolve('one');
  await vi.advanceTimersByTimeAsync(100);
  expect(isRendered).toBe(false);
  further.resolve('two');
  await vi.advanceTimersByTimeAsync(100);
  expect(isRendered).toBe(true);
  await rendered;
});

it('the first page appears without its numbers if an answer takes long or fails', async () => {
  const client = new QueryClient();
  void client.prefetchQuery(asked('slow').question);
  onceKnown(
    client.fetchQuery({ queryKey: ['none'], queryFn: () => Promise.reject(new Error('gone')) }),
    () => {},
  );
  const waited = untilFirstAnswers(client).then(() => client.isFetching());
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await waited).toBeGreaterThan(0);
});

it('a page without questions appears at once', async () => {
  await untilFirstAnswers(new QueryClient());
});
