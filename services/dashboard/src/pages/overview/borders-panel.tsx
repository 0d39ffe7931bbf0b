import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { silenceIn } from '../../completeness/use-silence.ts';
import { speakPages } from '../../language/locale.tsx';
import { ViewState } from '../../parts/view-state.tsx';
import { WhenSeen } from '../../parts/when-seen.tsx';
import { reportingQuery } from './overview-questions.ts';

// With the texts of the other pages, as a page of its own would come.
const BorderMonth = lazy(async () => {
  const [{ BorderMonth: body }] = await Promise.all([import('../border/border-month.tsx'), speakPages()]);
  return { default: body };
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
