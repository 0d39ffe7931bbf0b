import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { type ViewProblem, viewProblem } from '../api/client.ts';

type QueryFailure = {
  readonly problem: ViewProblem;
  readonly atMs: number;
  /** True if the reader has retried since, and expects to see that the query is loading. */
  readonly isForgotten?: true;
};

type QueryState = Pick<UseQueryResult, 'error' | 'errorUpdatedAt' | 'isPending'>;

/**
 * The current failure of a query: the newest one, until the query succeeds. A query without data loses its error whenever it is
 * fetched again. The previous failure is kept until then.
 */
export function latestFailure(
  { error, errorUpdatedAt, isPending }: QueryState,
  before: QueryFailure | undefined,
): QueryFailure | undefined {
  if (before?.atMs === errorUpdatedAt && (error !== null || isPending)) return before;
  return error === null ? undefined : { problem: viewProblem(error), atMs: errorUpdatedAt };
}

/** The problem to show. After a retry it is hidden while the query is loading. */
export const shownProblem = ({ error }: Pick<QueryState, 'error'>, latest: QueryFailure | undefined) =>
  error === null && latest?.isForgotten === true ? undefined : latest?.problem;

/** The problem of a failing query. It does not flicker while the query is fetched again. */
export function useFailure(query: QueryState): {
  readonly problem: ViewProblem | undefined;
  /** The reader has retried. */
  readonly forget: () => void;
} {
  const [known, setKnown] = useState<QueryFailure>();
  const latest = latestFailure(query, known);
  if (latest !== known) setKnown(latest);
  return {
    problem: shownProblem(query, latest),
    forget: () => setKnown(latest && { ...latest, isForgotten: true }),
  };
}
