import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { sessionQuery, statusQuery } from '../api/questions.ts';
import type { Status } from '../api/schemas.ts';

const EVERY_MS = 1_000;

/** The load of a trial's example data, until it ends; then calls `whenLoaded`. Other regions are not queried. */
export function useExampleLoad(whenLoaded: () => void): Status['example'] {
  const { data: session } = useQuery(sessionQuery());
  const { data: status } = useQuery({
    ...statusQuery(),
    enabled: session?.trial === true,
    refetchInterval: ({ state }) => (state.data?.example === undefined ? false : EVERY_MS),
  });
  const load = status?.example;
  const wasLoading = useRef(false);
  useEffect(() => {
    if (wasLoading.current && load === undefined) whenLoaded();
    wasLoading.current = load !== undefined;
  }, [load, whenLoaded]);
  return load;
}
