import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { type ViewProblem, viewProblem } from '../data/view-problem.ts';

type Failure = { readonly problem: ViewProblem; readonly atMs: number };

type Asked = Pick<UseQueryResult, 'error' | 'errorUpdatedAt' | 'isPending'>;

/**
 * The failure that stands: the newest of a query, until it is answered. A query that has no answer yet forgets why it failed as soon
 * as it is asked again, be it by itself: for as long as the one before is the newest, that stays.
 */
export function standingFailure(
  { error, errorUpdatedAt, isPending }: Asked,
  before: Failure | undefined,
): Failure | undefined {
  if (error !== null)
    return before?.atMs === errorUpdatedAt ? before : { problem: viewProblem(error), atMs: errorUpdatedAt };
  return isPending && before?.atMs === errorUpdatedAt ? before : undefined;
}

/** What a view, or the page, says of a query that fails: it does not change with each time that it is asked. */
export function useFailure(query: Asked): {
  readonly problem: ViewProblem | undefined;
  /** A reader asks again, and wants to see that it is asked. */
  readonly forget: () => void;
} {
  const [known, setKnown] = useState<Failure>();
  const standing = standingFailure(query, known);
  if (standing !== known) setKnown(standing);
  return { problem: standing?.problem, forget: () => setKnown(undefined) };
}
