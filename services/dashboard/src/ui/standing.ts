import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { type ViewProblem, viewProblem } from '../api/client.ts';

type Failure = {
  readonly problem: ViewProblem;
  readonly atMs: number;
  /** True if the reader has retried since, and expects to see that the query is loading. */
  readonly isForgotten?: true;
};

type Asked = Pick<UseQueryResult, 'error' | 'errorUpdatedAt' | 'isPending'>;

/**
 * The current failure of a query: the newest one, until the query succeeds. A query without data loses its error whenever it is
 * fetched again. The previous failure is kept until then.
 */
export function standingFailure(
  { error, errorUpdatedAt, isPending }: Asked,
  before: Failure | undefined,
): Failure | undefined {
  if (before?.atMs === errorUpdatedAt && (error !== null || isPending)) return before;
  return error === null ? undefined : { problem: viewProblem(error), atMs: errorUpdatedAt };
}

/** The problem to show. After a retry it is hidden while the query is loading. */
export const saidFailure = ({ error }: Pick<Asked, 'error'>, standing: Failure | undefined) =>
  error === null && standing?.isForgotten === true ? undefined : standing?.problem;

/** The problem of a failing query. It does not flicker while the query is fetched again. */
export function useFailure(query: Asked): {
  readonly problem: ViewProblem | undefined;
  /** The reader has retried. */
  readonly forget: () => void;
} {
  const [known, setKnown] = useState<Failure>();
  const standing = standingFailure(query, known);
  if (standing !== known) setKnown(standing);
  return {
    problem: saidFailure(query, standing),
    forget: () => setKnown(standing && { ...standing, isForgotten: true }),
  };
}
