import { lazy, Suspense } from 'react';
import type { Answer } from '../../api/schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import { chosenOf, useParameters } from '../../ui/use-parameters.ts';
import { ViewState } from '../../ui/view-state.tsx';
import { MapPanel } from './map-panel.tsx';
import { reportingBounds } from './overview-questions.ts';

const BORDERS = 'borders';

// Loaded when a reader chooses it.
const BorderMonth = lazy(async () => ({
  default: (await import('../border/border-month.tsx')).BorderMonth,
}));

/** One map: circles by country, or arrows by border. The choice is in the address. */
export function MapChoice({
  answer,
  month,
  hasBorders,
}: {
  readonly answer: Answer;
  readonly month: string;
  /** Readers without months have no borders. */
  readonly hasBorders: boolean;
}) {
  const { t } = useLocale();
  const { get, set } = useParameters();
  const isByBorder = hasBorders && chosenOf(get('map'), [BORDERS]) !== undefined;
  return (
    <div className="map-choice">
      {hasBorders && (
        <fieldset className="switch">
          <legend className="spoken">{t('overview.map.choice')}</legend>
          <button type="button" aria-pressed={!isByBorder} onClick={() => set({ map: undefined })}>
            {t('overview.map.countries')}
          </button>
          <button type="button" aria-pressed={isByBorder} onClick={() => set({ map: BORDERS })}>
            {t('overview.map.borders')}
          </button>
        </fieldset>
      )}
      {isByBorder ? (
        <Suspense fallback={<ViewState kind="loading" />}>
          <BorderMonth month={month} reporting={reportingBounds(month)} />
        </Suspense>
      ) : (
        <MapPanel answer={answer} month={month} />
      )}
    </div>
  );
}
