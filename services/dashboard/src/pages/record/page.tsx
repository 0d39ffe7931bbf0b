import { type QueryClient, useQueries, useQuery } from '@tanstack/react-query';
import { isFirstTry } from '../../api/is-first-try.ts';
import { fetchNotesEarly } from '../../api/own.ts';
import { trendsQuery } from '../../api/questions.ts';
import type { Answer } from '../../api/schemas.ts';
import { yearsOf } from '../../model/period.ts';
import { fetchReachEarly, type RecordReach, reachQuery, useRecordReach } from '../../model/public-record.ts';
import { countryText } from '../../text/countries.ts';
import { formatInstant } from '../../text/format.ts';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import { Attributed } from '../../ui/attributed.tsx';
import { Span } from '../../ui/columns.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Choice } from '../../ui/select.tsx';
import { State } from '../../ui/state.tsx';
import { useOpened } from '../../ui/use-opened.ts';
import { anyText, urlFields, useUrlState } from '../../ui/use-url-state.ts';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { DatesPanel, PlacesPanel, QualityPanel } from './bars-panels.tsx';
import { CausesPanel } from './causes-panel.tsx';
import { MapPanel } from './map-panel.tsx';
import styles from './record.module.css';
import { RECORD_QUESTIONS, type RecordChoice, yearsQuestion } from './record-choice.ts';
import { YearsPanel } from './years-panel.tsx';

export function fetchEarly(client: QueryClient): void {
  for (const questionOf of RECORD_QUESTIONS) void client.prefetchQuery(trendsQuery(questionOf({})));
  fetchReachEarly(client, trendsQuery(yearsQuestion({})));
  fetchNotesEarly(client);
}

/** Deaths and disappearances of the public record: exact, with their sources, and separate from all reports. */
export function Page() {
  const { t } = useLocale();
  const all = useQuery(trendsQuery(yearsQuestion({})));
  return (
    <>
      <PageHead title={t('record.title')} />
      <Answered query={all} absent="no-entry">
        {(answer) =>
          answer.cells.length === 0 ? <ViewState kind="empty" cause="no-entry" /> : <Chosen all={answer} />
        }
      </Answered>
    </>
  );
}

const RECORD_URL = urlFields({ country: anyText, from: anyText, to: anyText });

function Chosen({ all }: { readonly all: Answer }) {
  const { t } = useLocale();
  const { state, change } = useUrlState(RECORD_URL);
  const years = yearsOf(all);
  const newest = years.at(-1) ?? '';
  const reach = useRecordReach(newest);
  const countries = [...new Set(all.cells.map((cell) => String(cell.country)))].filter(
    (code) => code !== 'unknown',
  );
  const [country, from, to] = [
    countries.find((one) => one === state.country),
    years.find((one) => one === state.from),
    years.find((one) => one === state.to),
  ];
  const choice: RecordChoice = {
    ...(country === undefined ? {} : { country: [country] }),
    ...(from === undefined ? {} : { from }),
    // Insights would reject an end before the start.
    ...(to === undefined || (from !== undefined && to < from) ? {} : { to }),
  };
  const questions = RECORD_QUESTIONS.map((questionOf) => trendsQuery(questionOf(choice)));
  const isComplete = !useQueries({ queries: [...questions, reachQuery(newest)] }).some(isFirstTry);
  if (!useOpened(isComplete)) return <ViewState kind="loading" />;
  const asYears = years.map((value) => ({ value, text: value }));
  return (
    <>
      <p className="lead">{t('record.layer')}</p>
      <div className="panel controls">
        <div className="fields">
          <Choice
            label={t('record.where')}
            value={country ?? ''}
            nothing={t('record.everywhere')}
            options={countries
              .map((value) => ({ value, text: countryText(value, t) }))
              .toSorted((a, b) => (a.text < b.text ? -1 : 1))}
            choose={(value) => change({ country: value })}
          />
          <Choice
            label={t('record.from')}
            value={from ?? ''}
            nothing={t('record.always')}
            options={asYears}
            choose={(value) => change({ from: value })}
          />
          <Choice
            label={t('record.to')}
            value={choice.to ?? ''}
            nothing={t('record.always')}
            options={asYears.filter(({ value }) => from === undefined || value >= from)}
            choose={(value) => change({ to: value })}
          />
        </div>
      </div>
      {isComplete ? <Panels choice={choice} reach={reach} /> : <ViewState kind="loading" />}
    </>
  );
}

function Panels({ choice, reach }: { readonly choice: RecordChoice; readonly reach: RecordReach }) {
  const { t } = useLocale();
  const query = useQuery(trendsQuery(yearsQuestion(choice)));
  return (
    <Answered query={query}>
      {(answer) =>
        answer.cells.length === 0 ? (
          <State says={t('record.none')} next={t('record.none.next')} />
        ) : (
          <div className="columns">
            <Span of={7}>
              <YearsPanel answer={answer} choice={choice} reach={reach} />
            </Span>
            <Span of={5}>
              <CausesPanel choice={choice} />
            </Span>
            <Span of={7}>
              <MapPanel choice={choice} />
            </Span>
            <Span of={5}>
              <div className="stack">
                <QualityPanel choice={choice} />
                <PlacesPanel choice={choice} />
                <DatesPanel choice={choice} />
              </div>
            </Span>
            <Sources answer={answer} newest={reach.month} readAtMs={query.dataUpdatedAt} />
          </div>
        )
      }
    </Answered>
  );
}

function Sources({
  answer,
  newest,
  readAtMs,
}: {
  readonly answer: Answer;
  /** The newest month with an entry in the whole record; undefined while loading. */
  readonly newest: string | undefined;
  readonly readAtMs: number;
}) {
  const { t, period } = useLocale();
  return (
    <section className={`panel prose ${styles.sources}`} aria-labelledby="sources">
      <h2 id="sources">{t('record.sources')}</h2>
      <p>{t('record.sources.who')}</p>
      <ul>
        {answer.explain.attribution.map((line) => (
          <li key={line}>
            <Attributed line={line} />
          </li>
        ))}
      </ul>
      <p>{t('record.sources.quality')}</p>
      {newest !== undefined && <p className="caption">{t('record.newest', { month: period(newest) })}</p>}
      <p className="caption">
        <Say id="record.stamp" values={{ when: formatInstant(readAtMs), id: <code>{answer.asOf}</code> }} />
      </p>
    </section>
  );
}
