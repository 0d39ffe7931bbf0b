import type { QueryClient } from '@tanstack/react-query';

/** After this time the first page appears without its numbers, and says that they are loading. */
const PATIENCE_MS = 700;

/** Resolves when all answers are there, so that the first page is rendered once with its numbers, or when that takes too long. */
export function untilFirstAnswers(client: QueryClient): Promise<unknown> {
  return Promise.race([untilAnswered(client), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** Resolves when nothing is being fetched, and no answer has led to a further question. */
export async function untilAnswered(client: QueryClient): Promise<void> {
  while (client.isFetching() > 0) {
    await new Promise<void>((resolve) => {
      const stop = client.getQueryCache().subscribe(() => {
        stop();
        // After everything that waits for this answer.
        setTimeout(resolve);
      });
    });
  }
}
