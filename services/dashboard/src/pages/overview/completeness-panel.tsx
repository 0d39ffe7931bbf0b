import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { sinceYearBefore } from '../../data/months.ts';
import { ViewState } from '../../parts/view-state.tsx';
import { WhenSeen } from '../../parts/when-seen.tsx';
import { reportingQuery } from './overview-questions.ts';

const CompletenessFigure = lazy(async () => {
  return { default: (await import('../../completeness/completeness-figure.tsx')).CompletenessFigure };
});

/** How completely organisations reported in a month and the twelve before it. It is stated by month only. */
export function CompletenessPanel({
  month,
  isBelowAll,
}: {
  readonly month: string | undefined;
  /** Whether what stands above is laid out: while the page is short everything on it is near. */
  readonly isBelowAll: boolean;
}) {
  // What stands above waits for it.
  const said = useQuery({ ...reportingQuery(month ?? ''), enabled: month !== undefined });
  if (month === undefined || !isBelowAll || said.isLoading) return null;
  return (
    <WhenSeen room="completeness">
      <Suspense fallback={<ViewState kind="loading" />}>
        <CompletenessFigure bounds={sinceYearBefore(month)} />
      </Suspense>
    </WhenSeen>
  );
}
