import { lazy, Suspense } from 'react';
import { yearUpTo } from '../../data/series.ts';
import { speakPages } from '../../language/locale.tsx';
import { ViewState } from '../../parts/view-state.tsx';
import { WhenSeen } from '../../parts/when-seen.tsx';

// With the texts of the other pages, as a page of its own would come.
const CompletenessFigure = lazy(async () => {
  const [{ CompletenessFigure: body }] = await Promise.all([
    import('../../completeness/completeness-figure.tsx'),
    speakPages(),
  ]);
  return { default: body };
});

/** How completely organisations reported in the year up to a month. */
export function CompletenessPanel({ month }: { readonly month: string }) {
  return (
    <WhenSeen>
      <Suspense fallback={<ViewState kind="loading" />}>
        <CompletenessFigure bounds={yearUpTo(month)} />
      </Suspense>
    </WhenSeen>
  );
}
