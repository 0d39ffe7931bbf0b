import { useQueries, useQuery } from '@tanstack/react-query';
import { periodKindOf } from '@waylight/calendar';
import { useLocale } from '../../language/locale.tsx';
import { periodsIn } from '../../model/periods.ts';
import { PageHead } from '../../parts/page-head.tsx';
import { useStamp } from '../../parts/use-stamp.ts';
import { Answered, ViewState } from '../../parts/view-state.tsx';
import { AboutPanel } from './about-panel.tsx';
import { BordersPanel } from './borders-panel.tsx';
import { CompletenessPanel } from './completeness-panel.tsx';
import { Findings } from './findings-panel.tsx';
import { MonthChoice } from './month-choice.tsx';
import { NodesPanel } from './nodes-panel.tsx';
import { byCountryQuery, byGroupQuery, byPeriodQuery, mapPanelQuery } from './overview-questions.ts';
import { RecordPanel } from './record-panel.tsx';
import { TrendsPanel } from './trends-panel.tsx';
import { useMonth } from './use-month.ts';

/** What a colleague asks first: what changed, where, how it goes, and what others have published. */
export function OverviewPage() {
  const { t } = useLocale();
  const [region, countries, groups] = useQueries({
    queries: [byPeriodQuery(), byCountryQuery(), byGroupQuery()],
  });
  const mapPanel = useQuery(mapPanelQuery());
  const released = region.data === undefined ? [] : periodsIn(region.data);
  const { month, choose } = useMonth(released);
  const asOf = useStamp(region.data, month);
  const kind = month === undefined ? undefined : periodKindOf(month);
  return (
    <>
      <PageHead title={t('nav.overview')} asOf={asOf}>
        {month !== undefined && <MonthChoice months={released} month={month} choose={choose} />}
      </PageHead>
      {kind !== undefined && kind !== 'month' && (
        <p className="lead">{t(kind === 'quarter' ? 'overview.byQuarter' : 'overview.byYear')}</p>
      )}
      <div className="panels">
        <AboutPanel />
        <Answered query={region}>
          {(answer) =>
            month === undefined ? <ViewState kind="empty" /> : <Findings region={answer} month={month} />
          }
        </Answered>
        {month !== undefined && (
          <Answered query={countries}>
            {(answer) => (
              <Answered query={mapPanel}>{(MapPanel) => <MapPanel answer={answer} month={month} />}</Answered>
            )}
          </Answered>
        )}
        <div className="stack">
          <RecordPanel />
          <NodesPanel />
        </div>
        <CompletenessPanel
          month={kind === 'month' ? month : undefined}
          isBelowAll={countries.isFetched && mapPanel.isFetched}
        />
        {month !== undefined && region.data !== undefined && (
          <Answered query={groups}>
            {(answer) => <TrendsPanel region={region.data} groups={answer} month={month} />}
          </Answered>
        )}
        {kind === 'month' &&
          month !== undefined &&
          groups.isFetched &&
          countries.isFetched &&
          mapPanel.isFetched && <BordersPanel month={month} />}
      </div>
    </>
  );
}
