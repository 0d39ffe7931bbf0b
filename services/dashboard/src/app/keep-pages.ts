import type { QueryClient } from '@tanstack/react-query';
import { untilAnswered } from './first-answers.ts';

/**
 * Lets pages open without a connection: a service worker caches the files of the build, but no response of an endpoint. It
 * receives the list of files that were loaded before it started. Browsers without service workers have no offline pages.
 */
export async function keepPages(client: QueryClient): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await untilIdle(client);
  try {
    await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage(
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => name.startsWith(`${location.origin}/assets/`)),
    );
  } catch {
    // Private windows and strict settings forbid service workers. Only reading offline is then missing.
  }
}

/** Waits for the first page and all of its answers, which the start of the worker would slow down. */
async function untilIdle(client: QueryClient): Promise<void> {
  await new Promise((resolve) => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve);
    else setTimeout(resolve);
  });
  await untilAnswered(client);
}
