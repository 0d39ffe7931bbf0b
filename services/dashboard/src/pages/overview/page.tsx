import { sinceYearBefore } from '../../model/period.ts';
import { useLocale } from '../../text/locale.tsx';
import { Span } from '../../ui/columns.tsx';
import { CompletenessFigure } from '../../ui/completeness-figure.tsx';
import { nextNumbersText } from '../../ui/next-numbers.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Choice } from '../../ui/select.tsx';
import { useStamp } from '../../ui/use-stamp.ts';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { AboutPanel } from './about-panel.tsx';
import { Comparisons } from './comparisons-panel.tsx';
import { CurvesPanel } from './curves-panel.tsx';
import { Headline } from './headline.tsx';
import { MapChoice } from './map-choice.tsx';
import { reportingBounds } from './overview-questions.ts';
import { RecordPanel } from './record-panel.tsx';
import { useOverview } from './use-overview.ts';

export { fetchEarly } from './fetch-early.ts';

/** What happened in a month, in a sentence; then the numbers that support it. */
export function Page() {
  const locale = useLocale();
  const { t, period } = locale;
  const overview = useOverview();
  const { region, released, month, kind, choose, next, isOpen, isComplete } = overview;
  const asOf = useStamp(region.data, month);
  return (
    <>
      <PageHead
        title={t('nav.overview')}
        asOf={isOpen ? asOf : undefined}
        note={next && nextNumbersText(next, locale)}
      >
        {isOpen && month !== undefined && (
          <Choice
            label={t(kind === 'month' ? 'overview.month' : 'figure.period')}
            value={month}
            options={released.toReversed().map((id) => ({ value: id, text: period(id) }))}
            choose={choose}
          />
        )}
      </PageHead>
      {isOpen && kind !== undefined && kind !== 'month' && (
        <p className="lead">{t(kind === 'quarter' ? 'overview.byQuarter' : 'overview.byYear')}</p>
      )}
      {isComplete ? <Panels {...overview} /> : <ViewState kind="loading" />}
    </>
  );
}

function Panels({ region, countries, release, month, kind }: ReturnType<typeof useOverview>) {
  const { t } = useLocale();
  const isMonth = kind === 'month' && month !== undefined;
  return (
    <div className="columns">
      {release !== undefined && <Headline release={release} />}
      <AboutPanel />
      {month !== undefined && (
        <Answered query={countries}>
          {(answer) => (
            <>
              <Span of={6}>
                <MapChoice {...{ answer, month, release }} hasBorders={isMonth} />
              </Span>
              <Span of={6}>
                <CurvesPanel {...{ answer, month, release }} />
              </Span>
            </>
          )}
        </Answered>
      )}
      {isMonth && <CompletenessFigure bounds={reportingBounds(month)} from={sinceYearBefore(month).from} />}
      <RecordPanel />
      <Answered query={region} part={t('overview.incidents')}>
        {(answer) =>
          month === undefined ? (
            <ViewState kind="empty" part={t('overview.incidents')} />
          ) : (
            <Comparisons region={answer} month={month} />
          )
        }
      </Answered>
    </div>
  );
}
