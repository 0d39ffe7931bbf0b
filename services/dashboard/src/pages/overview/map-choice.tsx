import { lazy, Suspense } from 'react';
import type { Answer } from '../../api/schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import { useUrlState } from '../../ui/use-url-state.ts';
import { ViewState } from '../../ui/view-state.tsx';
import { MapPanel } from './map-panel.tsx';
import styles from './overview.module.css';
import { OVERVIEW_URL, reportingBounds } from './overview-questions.ts';

// Loaded on demand, when a reader chooses it.
const BorderMonth = lazy(async () => ({
  default: (await import('./border-month.tsx')).BorderMonth,
}));

/** One map: circles by country, or arrows by border. The choice is in the address. */
export function MapChoice({
  answer,
  month,
  release,
  hasBorders,
}: {
  readonly answer: Answer;
  readonly month: string;
  readonly release: string | undefined;
  /** Readers without months have no borders. */
  readonly hasBorders: boolean;
}) {
  const { t } = useLocale();
  const { state, change } = useUrlState(OVERVIEW_URL);
  const isByBorder = hasBorders && state.map === 'borders';
  return (
    <div className={`panel ${styles.mapChoice}`}>
      {hasBorders && (
        <fieldset className={`${styles.switch} segmented`}>
          <legend className="sr-only">{t('overview.map.choice')}</legend>
          <button type="button" aria-pressed={!isByBorder} onClick={() => change({ map: undefined })}>
            {t('overview.map.countries')}
          </button>
          <button type="button" aria-pressed={isByBorder} onClick={() => change({ map: 'borders' })}>
            {t('overview.map.borders')}
          </button>
        </fieldset>
      )}
      {isByBorder ? (
        <Suspense fallback={<ViewState kind="loading" />}>
          <BorderMonth month={month} reporting={reportingBounds(month)} />
        </Suspense>
      ) : (
        <MapPanel answer={answer} month={month} release={release} />
      )}
    </div>
  );
}
