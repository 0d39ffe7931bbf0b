import { useQueries } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { trendsQuery } from '../../data/questions.ts';
import { periodsOf, regionSeries } from '../../data/series.ts';
import { useLocale } from '../../language/locale.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Answered, ViewState } from '../../parts/view-state.tsx';
import { CompletenessPanel } from './completeness-panel.tsx';
import { Findings } from './findings-panel.tsx';
import { MonthChoice } from './month-choice.tsx';
import { NodesPanel } from './nodes-panel.tsx';
import { RecordPanel } from './record-panel.tsx';
import { TrendsPanel } from './trends-panel.tsx';
import { useMonth } from './use-month.ts';

// Outlines are a third of all that is loaded: numbers do not wait for them.
const MapPanel = lazy(async () => ({ default: (await import('./map-panel.tsx')).MapPanel }));

const REPORTS = { layer: 'reports', unit: 'incidents', period: 'month' } as const;

/** What a colleague asks first: what changed, where, how it goes, and what others have published. */
export function OverviewPage() {
  const { t } = useLocale();
  const [region, countries, groups] = useQueries({
    queries: [
      trendsQuery({ ...REPORTS, by: ['period'] }),
      trendsQuery({ ...REPORTS, by: ['period', 'country'] }),
      trendsQuery({ ...REPORTS, by: ['period', 'typeGroup'] }),
    ],
  });
  const released = region.data === undefined ? [] : periodsOf([regionSeries(region.data)]);
  const { month, choose } = useMonth(released);
  return (
    <>
      <PageHead title={t('overview.title')} asOf={region.data?.asOf}>
        {month !== undefined && <MonthChoice months={released} month={month} choose={choose} />}
      </PageHead>
      <div className="panels">
        <Answered query={region}>
          {(answer) =>
            month === undefined ? (
              <ViewState kind="empty" />
            ) : (
              <Findings region={answer} countries={countries.data} groups={groups.data} month={month} />
            )
          }
        </Answered>
        {month !== undefined && (
          <Answered query={countries}>
            {(answer) => (
              <Suspense fallback={<ViewState kind="loading" />}>
                <MapPanel answer={answer} month={month} />
              </Suspense>
            )}
          </Answered>
        )}
        <div className="stack">
          <RecordPanel />
          <NodesPanel />
        </div>
        <CompletenessPanel month={month} />
        {month !== undefined && region.data !== undefined && (
          <Answered query={groups}>
            {(answer) => <TrendsPanel region={region.data} groups={answer} month={month} />}
          </Answered>
        )}
      </div>
    </>
  );
}
