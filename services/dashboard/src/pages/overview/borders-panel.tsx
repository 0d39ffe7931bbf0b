import { lazy, Suspense } from 'react';
import { speakPages } from '../../language/locale.tsx';
import { ViewState } from '../../parts/view-state.tsx';
import { WhenSeen } from '../../parts/when-seen.tsx';

// With the texts of the other pages, as a page of its own would come.
const BorderMonth = lazy(async () => {
  const [{ BorderMonth: body }] = await Promise.all([import('../border/border-month.tsx'), speakPages()]);
  return { default: body };
});

/** The directed segments of borders in the month that the overview shows. */
export function BordersPanel({ month }: { readonly month: string }) {
  return (
    <WhenSeen room="borders">
      <Suspense fallback={<ViewState kind="loading" />}>
        <BorderMonth month={month} />
      </Suspense>
    </WhenSeen>
  );
}
