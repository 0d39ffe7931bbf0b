import { useQuery } from '@tanstack/react-query';
import type { PeriodKind } from '@waylight/calendar';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { useMemo } from 'react';
import type { PlannedTable } from '../../api/planned-table.ts';
import { releasePlanQuery, releasesQuery, trendsQuery } from '../../api/questions.ts';
import { reportQuestion } from '../../api/report-questions.ts';
import type { Answer } from '../../api/schemas.ts';
import { numberText } from '../../model/cell-text.ts';
import { numberCell, PERIOD } from '../../model/grid.ts';
import { isMostlyMissing, isMostlySmall } from '../../model/small-share.ts';
import { codeText } from '../../text/code-name.ts';
import { dimensionText } from '../../text/code-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { Foldable } from '../../ui/foldable.tsx';
import { MostlySmall } from '../../ui/mostly-small.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { State } from '../../ui/state.tsx';
import { useStampText } from '../../ui/use-stamp.ts';
import { useUrlState } from '../../ui/use-url-state.ts';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { AnswerView, viewTitle } from './answer-view.tsx';
import { ChoiceNotes } from './choice-notes.tsx';
import { DetailChoices, QuestionButtons, type ViewProps } from './choices.tsx';
import { Crosses } from './crosses.tsx';
import { coarserThan, NearestTables, Offers } from './offers.tsx';
import { LONG_LIST } from './picker.tsx';
import { combinedWith, periodKindsOf, plannedCodes, plannedTableOf, questionOf } from './questions.ts';
import { rowsOf, type Shown, shownGrid } from './shown-grid.ts';
import styles from './trends.module.css';
import { type ChosenCode, changeTable, TRENDS_URL } from './trends-view.ts';
import { tablesIn, useAnswer } from './use-answer.ts';

export { fetchEarly } from './use-answer.ts';

/** Questions about reported incidents, each answered by a chart, a map or a table of one released table. */
export function Page() {
  const { t } = useLocale();
  const { state: view, change } = useUrlState(TRENDS_URL);
  const plan = useQuery(releasePlanQuery());
  const releases = useQuery(releasesQuery());
  const { planned, released } = useMemo(
    () => tablesIn(plan.data?.plan.tables, releases.data),
    [plan.data, releases.data],
  );
  const stampOf = useStampText();
  const { query, kind, skipped } = useAnswer(view, released);
  const asOf = query?.data?.asOf;
  return (
    <>
      <PageHead title={t('nav.trends')} asOf={asOf} asOfName={stampOf(asOf)} />
      <Answered query={plan}>
        {() => (
          <Answered query={releases}>
            {() => (
              <QuestionAndAnswer
                view={view}
                change={change}
                planned={planned}
                released={released}
                query={query}
                kind={kind}
                skipped={skipped}
              />
            )}
          </Answered>
        )}
      </Answered>
    </>
  );
}

type QuestionProps = ViewProps &
  ReturnType<typeof useAnswer> & {
    readonly planned: readonly PlannedTable[];
    readonly released: readonly PlannedTable[];
  };

function QuestionAndAnswer(props: QuestionProps) {
  const { view, change, planned, released, query } = props;
  const { t } = useLocale();
  if (released.length === 0) return <ViewState kind="empty" />;
  const answer = query?.data;
  return (
    <>
      <section className={`panel controls ${styles.choices}`} aria-label={t('trends.choices')}>
        <Foldable label={t('trends.choices')} summary={t(questionOf(view.by[0])?.title ?? 'trends.choices')}>
          {/* A code that the page chose is no choice of the reader, so the next question does not keep it. */}
          <QuestionButtons view={view} change={change} released={released} />
          {answer === undefined && (
            <DetailChoices
              view={view}
              change={change}
              released={released}
              planned={planned}
              kind={props.kind}
              only={view.only}
              periods={[]}
              shown={[]}
              contextCodes={[]}
            />
          )}
          {answer !== undefined && <Details {...props} answer={answer} />}
        </Foldable>
      </section>
      {view.dropped !== undefined && (
        <Dropped view={view} change={change} released={released} dropped={view.dropped} />
      )}
      {query === undefined ? (
        <NearestTables {...props} />
      ) : (
        <Answered query={query}>{(answer) => <AnswerPanels {...props} answer={answer} />}</Answered>
      )}
    </>
  );
}

/** States that the last question dropped a choice, with the reason and the way back to it. */
function Dropped({
  view,
  change,
  released,
  dropped,
}: Pick<QuestionProps, 'view' | 'change' | 'released'> & { readonly dropped: ChosenCode }) {
  const locale = useLocale();
  const { t } = locale;
  const { dimension, code } = dropped;
  const name = codeText(dimension, code, locale);
  const both = [...view.by, dimension];
  const isCombined = view.by.length === 0 || periodKindsOf(released, both).length > 0;
  const dimensions = both.map((one) => dimensionText(one, locale)).join(', ');
  return (
    <State
      role="status"
      says={t('trends.dropped', { name })}
      next={isCombined ? undefined : t('trends.dropped.reason', { dimensions })}
    >
      <button
        type="button"
        onClick={() =>
          change({ ...changeTable(view, [dimension], undefined), kept: { [dimension]: [code] } })
        }
      >
        {t('trends.dropped.back', { name })}
      </button>
    </State>
  );
}

function useParts({ view, planned, kind = 'month', answer }: QuestionProps & { readonly answer: Answer }) {
  const locale = useLocale();
  const table = plannedTableOf(planned, { by: view.by, period: kind }, answer.asOf);
  const parts = shownGrid(answer, view, {
    kind,
    table,
    region: locale.t('overview.region'),
    titleOf: (only) => viewTitle({ by: view.by, kind, table }, only, locale),
  });
  return { kind, table, parts };
}

function Details(props: QuestionProps & { readonly answer: Answer }) {
  const { view, change, released, planned } = props;
  const { kind, parts } = useParts(props);
  return (
    <DetailChoices view={view} change={change} released={released} planned={planned} kind={kind} {...parts} />
  );
}

function AnswerPanels(props: QuestionProps & { readonly answer: Answer }) {
  const { view, change, answer, released, planned } = props;
  const locale = useLocale();
  const { t, period } = locale;
  const { kind, table, parts } = useParts(props);
  const charted = view.by.length === 0 ? parts.whole : rowsOf(parts.whole, parts.chosen);
  const coarser = coarserThan(view, kind, released);
  const next = coarser.length === 0 ? 'trends.small.none' : 'trends.small.next';
  const base = answer.k ?? DEFAULT_ROUNDING_BASE;
  const [main, context] = view.by;
  const [code, ...others] = parts.chosen;
  // A URL may name a code that does not exist.
  const isPooled =
    parts.only !== undefined &&
    view.only !== parts.only &&
    plannedCodes(table, context ?? '').some((one) => one === view.only);
  return (
    <div className="stack">
      <ChoiceNotes
        view={view}
        kind={kind}
        released={released}
        planned={planned}
        skipped={props.skipped}
        only={parts.only}
      />
      {isPooled && context !== undefined && view.only !== undefined && (
        <State
          says={t('trends.crosses.pooled', {
            name: codeText(context, view.only, locale),
            period: [...new Set([parts.shown[0], parts.shown.at(-1)])]
              .map((id = '') => period(id))
              .join(' – '),
          })}
        />
      )}
      {context !== undefined &&
        parts.only !== undefined &&
        periodKindsOf(released, [context]).includes(kind) && (
          <WholeRegion dimension={context} code={parts.only} kind={kind} newest={parts.shown.at(-1)} />
        )}
      {main !== undefined && context === undefined && combinedWith(released, main).length > 0 && (
        <MoreAbout view={view} change={change} parts={parts} table={table} dimension={main} />
      )}
      {isMostlyMissing(charted) && (
        <State says={t('trends.mostlyMissing')} next={t(next)}>
          <Offers questions={coarser} view={view} change={change} />
        </State>
      )}
      <AnswerView
        view={view}
        change={change}
        answer={answer}
        base={base}
        kind={kind}
        table={table}
        parts={parts}
      />
      {isMostlySmall(charted, base) && (
        <MostlySmall base={base} next={next}>
          <Offers questions={coarser} view={view} change={change} />
        </MostlySmall>
      )}
      {main !== undefined && context === undefined && code !== undefined && others.length === 0 && (
        <Crosses dimension={main} code={code} released={released} planned={planned} />
      )}
    </div>
  );
}

/** Chooses one code, which has further questions below its numbers. Long lists have a search instead. */
function MoreAbout({
  dimension,
  view,
  change,
  table,
  parts,
}: ViewProps & {
  readonly dimension: string;
  readonly table: PlannedTable | undefined;
  readonly parts: Shown;
}) {
  const locale = useLocale();
  const codes = plannedCodes(table, dimension).filter((code) => parts.codes.includes(code));
  if (parts.chosen.length === 1 || codes.length > LONG_LIST) return null;
  return (
    <p className={styles.moreAbout} data-part="more-about">
      {locale.t('trends.crosses.choose')}{' '}
      {codes.map((code) => (
        <button
          key={code}
          type="button"
          className={styles.link}
          onClick={() => change({ ...view, kept: { ...view.kept, [dimension]: [code] } })}
        >
          {codeText(dimension, code, locale)}
        </button>
      ))}
    </p>
  );
}

/** The number of the region for the code of a filter, which no row or column of the filtered table has. */
function WholeRegion({
  dimension,
  code,
  kind,
  newest = '',
}: {
  readonly dimension: string;
  readonly code: string;
  readonly kind: PeriodKind;
  readonly newest: string | undefined;
}) {
  const locale = useLocale();
  const { data } = useQuery(trendsQuery(reportQuestion(kind, dimension)));
  const cell = data?.cells.find((one) => one[dimension] === code && one[PERIOD] === newest);
  if (cell === undefined) return null;
  return (
    <p data-part="whole-region">
      {`${codeText(dimension, code, locale)}, ${locale.period(newest)}: `}
      <strong>{numberText(numberCell(cell, data?.k), locale, 'cell')}</strong>
    </p>
  );
}
