import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { useMemo } from 'react';
import { plannedTables } from '../../data/planned-table.ts';
import { releasePlanQuery, releasesQuery, trendsQuery } from '../../data/questions.ts';
import { reportQuestion } from '../../data/report-questions.ts';
import { viewProblem } from '../../data/view-problem.ts';
import { useLocale } from '../../language/locale.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { useStampText } from '../../parts/use-stamp-text.ts';
import { Answered } from '../../parts/view-state.tsx';
import { NearestOffer } from './offers.tsx';
import { QuestionForm } from './question-form.tsx';
import { TableChoice, tableOf } from './table-choice.tsx';
import { TableView } from './table-view.tsx';
import { useView } from './use-view.ts';

/** One released table at a time: how it goes, what differs, against the period before and the year before. */
export function Page() {
  const { t } = useLocale();
  const stampOf = useStampText();
  const { view, change } = useView();
  const plan = useQuery(releasePlanQuery());
  const releases = useQuery(releasesQuery());
  const answer = useQuery(trendsQuery(reportQuestion(view.period, ...view.by)));
  const tables = useMemo(() => plannedTables(plan.data?.plan.tables ?? []), [plan.data]);
  const released = tables.filter(({ id }) => releases.data?.some(({ table }) => table === id));
  const dimensions = [...new Set(tables.flatMap((table) => table.dimensions.map(({ name }) => name)))];
  const asOf = answer.data?.asOf;
  const table = tableOf(tables, view, asOf);
  const nearest = answer.isError ? viewProblem(answer.error).nearest : undefined;
  return (
    <>
      <PageHead title={t('nav.trends')} asOf={asOf} asOfName={stampOf(asOf)} />
      {[plan, releases].map(
        (query, n) =>
          query.isError && (
            <Answered key={n === 0 ? 'plan' : 'releases'} query={query as UseQueryResult<unknown>}>
              {() => null}
            </Answered>
          ),
      )}
      <section className="panel choices-panel" aria-label={t('trends.choices')}>
        <div className="fields">
          <TableChoice view={view} change={change} tables={released} table={table} />
        </div>
        <QuestionForm view={view} change={change} dimensions={dimensions} />
      </section>
      {nearest !== undefined && released.length > 0 ? (
        <NearestOffer view={view} change={change} nearest={nearest} released={released} />
      ) : (
        <Answered query={answer}>
          {(found) => (
            <TableView
              answer={found}
              base={found.k ?? DEFAULT_ROUNDING_BASE}
              view={view}
              change={change}
              table={table}
              released={released}
            />
          )}
        </Answered>
      )}
    </>
  );
}
