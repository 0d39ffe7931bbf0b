import { CompletenessFigure } from '../../completeness/completeness-figure.tsx';
import { sinceYearBefore } from '../../data/months.ts';
import { useLocale } from '../../language/locale.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useStamp } from '../../parts/use-stamp.ts';
import { Answered, ViewState } from '../../parts/view-state.tsx';
import { BorderMonth } from '../border/border-month.tsx';
import { AboutPanel } from './about-panel.tsx';
import { Findings } from './findings-panel.tsx';
import { MapPanel } from './map-panel.tsx';
import { MonthChoice } from './month-choice.tsx';
import { NodesPanel } from './nodes-panel.tsx';
import { reportingBounds } from './overview-questions.ts';
import { RecordPanel } from './record-panel.tsx';
import { TrendsPanel } from './trends-panel.tsx';
import { useOverview } from './use-overview.ts';

/** What changed, where, how it goes, and what others have published. */
export function OverviewPage() {
  const { t } = useLocale();
  const { region, countries, groups, released, month, kind, choose, isOpen, isComplete } = useOverview();
  const asOf = useStamp(region.data, month);
  return (
    <>
      <PageHead title={t('nav.overview')} asOf={isOpen ? asOf : undefined}>
        {isOpen && month !== undefined && <MonthChoice months={released} month={month} choose={choose} />}
      </PageHead>
      {isOpen && kind !== undefined && kind !== 'month' && (
        <p className="lead">{t(kind === 'quarter' ? 'overview.byQuarter' : 'overview.byYear')}</p>
      )}
      {isComplete ? <Panels {...{ region, countries, groups, month, kind }} /> : <ViewState kind="loading" />}
    </>
  );
}

function Panels({
  region,
  countries,
  groups,
  month,
  kind,
}: Pick<ReturnType<typeof useOverview>, 'region' | 'countries' | 'groups' | 'month' | 'kind'>) {
  return (
    <div className="panels">
      <AboutPanel />
      <Answered query={region}>
        {(answer) =>
          month === undefined ? <ViewState kind="empty" /> : <Findings region={answer} month={month} />
        }
      </Answered>
      {month !== undefined && (
        <Answered query={countries}>{(answer) => <MapPanel answer={answer} month={month} />}</Answered>
      )}
      <div className="stack">
        <RecordPanel />
        <NodesPanel />
      </div>
      {kind === 'month' && month !== undefined && (
        <div className="panel-wide">
          <CompletenessFigure bounds={reportingBounds(month)} from={sinceYearBefore(month).from} />
        </div>
      )}
      {month !== undefined && region.data !== undefined && (
        <Answered query={groups}>
          {(answer) => <TrendsPanel region={region.data} groups={answer} month={month} />}
        </Answered>
      )}
      {kind === 'month' && month !== undefined && (
        <div className="panel-wide">
          <BorderMonth month={month} reporting={reportingBounds(month)} />
        </div>
      )}
    </div>
  );
}
