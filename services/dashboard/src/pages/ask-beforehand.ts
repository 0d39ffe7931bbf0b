import type { QueryClient } from '@tanstack/react-query';
import { ROUTES } from '../app/routes.ts';
import { sessionQuery } from '../data/questions.ts';
import { askOverview } from './overview/overview-questions.ts';

/**
 * Asks for what the first page will ask for, while its words are still being loaded: numbers and words come side by side.
 * What fails is asked for again by who shows it.
 */
export function askBeforehand(client: QueryClient, path: string): void {
  void client.prefetchQuery(sessionQuery());
  if (path === ROUTES.overview.path) askOverview(client);
}
