import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { silenceIn } from '../../completeness/use-silence.ts';
import { ViewState } from '../../parts/view-state.tsx';
import { WhenSeen } from '../../parts/when-seen.tsx';
import { reportingQuery } from './overview-questions.ts';

const BorderMonth = lazy(async () => {
  return { default: (await import('../border/border-month.tsx')).BorderMonth };
});

/** The directed segments of borders in the month that the overview shows. */
export function BordersPanel({ month }: { readonly month: string }) {
  const isSilent = silenceIn(useQuery(reportingQuery(month)).data?.months ?? []);
  return (
    <WhenSeen room={isSilent(undefined, month) ? 'borders-in-silence' : 'borders'}>
      <Suspense fallback={<ViewState kind="loading" />}>
        <BorderMonth month={month} />
      </Suspense>
    </WhenSeen>
  );
}
