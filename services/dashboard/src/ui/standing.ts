import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { type ViewProblem, viewProblem } from '../api/client.ts';

type Failure = {
  readonly problem: ViewProblem;
  readonly atMs: number;
  /** Whether a reader has asked again since, who wants to see that it is asked. */
  readonly isForgotten?: true;
};

type Asked = Pick<UseQueryResult, 'error' | 'errorUpdatedAt' | 'isPending'>;

/**
 * The failure that stands: the newest of a query, until it is answered. A query that has no answer yet forgets why it failed as soon
 * as it is asked again, be it by itself: for as long as the one before is the newest, that stays.
 */
export function standingFailure(
  { error, errorUpdatedAt, isPending }: Asked,
  before: Failure | undefined,
): Failure | undefined {
  if (before?.atMs === errorUpdatedAt && (error !== null || isPending)) return before;
  return error === null ? undefined : { problem: viewProblem(error), atMs: errorUpdatedAt };
}

/** What is said of it: one that was forgotten is said until it is asked again, and no longer. */
export const saidFailure = ({ error }: Pick<Asked, 'error'>, standing: Failure | undefined) =>
  error === null && standing?.isForgotten === true ? undefined : standing?.problem;

/** What a view, or the page, says of a query that fails: it does not change with each time that it is asked. */
export function useFailure(query: Asked): {
  readonly problem: ViewProblem | undefined;
  /** A reader asks again. */
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
