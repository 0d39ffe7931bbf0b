import type { QueryClient } from '@tanstack/react-query';
import { placeOf } from '../api/origin.ts';
import type { Answer } from '../api/schemas.ts';

/** When the newest answer about numbers was loaded, and the newest period of which one is. Undefined where there is none. */
export function newestAnswer(
  client: QueryClient,
): { readonly loadedMs: number; readonly period: string | undefined } | undefined {
  const answers = client
    .getQueryCache()
    .findAll({ queryKey: ['trends'] })
    .filter(({ state }) => state.data !== undefined);
  if (answers.length === 0) return undefined;
  const periods = answers.flatMap(({ state }) => placeOf((state.data as Answer).asOf)?.period ?? []);
  return {
    loadedMs: Math.max(...answers.map(({ state }) => state.dataUpdatedAt)),
    period: periods.toSorted().at(-1),
  };
}
