import { type QueryClient, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { completenessQuery } from '../../api/completeness.ts';
import { onceKnown } from '../../api/once-known.ts';
import { fetchNotesEarly } from '../../api/own.ts';
import { releasePlanQuery, trendsQuery } from '../../api/questions.ts';
import { reportQuestion } from '../../api/report-questions.ts';
import type { Answer } from '../../api/schemas.ts';
import { monthBounds, periodsIn } from '../../model/period.ts';
import { tableText } from '../../model/table-name.ts';
import { useLocale } from '../../text/locale.tsx';
import { Span } from '../../ui/columns.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Choice } from '../../ui/select.tsx';
import { State } from '../../ui/state.tsx';
import { useFailure } from '../../ui/use-failure.ts';
import { useStampText } from '../../ui/use-stamp.ts';
import { anyText, urlFields, useUrlState } from '../../ui/use-url-state.ts';
import { Answered } from '../../ui/view-state.tsx';
import {
  GivenFigure,
  OutcomesFigure,
  type ResponseAnswers,
  ShareFigure,
  ShareOverTimeFigure,
  UnavailableFigure,
} from './response-figures.tsx';

const QUARTER = 'quarter';

const QUESTIONS = {
  region: reportQuestion(QUARTER),
  regionServices: reportQuestion(QUARTER, 'service'),
  countries: reportQuestion(QUARTER, 'country'),
  countryServices: reportQuestion(QUARTER, 'country', 'service'),
  outcomes: reportQuestion(QUARTER, 'country', 'serviceOutcome'),
} as const satisfies Readonly<Record<keyof ResponseAnswers, unknown>>;

const UNAVAILABLE = reportQuestion('year', 'unavailableService');

const RESPONSE_URL = urlFields({ quarter: anyText });

export function fetchEarly(client: QueryClient): void {
  for (const question of [...Object.values(QUESTIONS), UNAVAILABLE])
    void client.prefetchQuery(trendsQuery(question));
  fetchNotesEarly(client);
  void client.prefetchQuery(releasePlanQuery());
  onceKnown(client.fetchQuery(trendsQuery(QUESTIONS.countryServices)), (answer) => {
    const quarters = periodsIn(answer);
    const chosen = chosenOf(quarters, RESPONSE_URL.read(new URLSearchParams(location.search)).quarter);
    for (const periods of [quarters, chosen === undefined ? [] : [chosen]])
      if (periods.length > 0) void client.prefetchQuery(completenessQuery(monthBounds(periods)));
  });
}

/** The chosen quarter, or the newest. */
const chosenOf = (quarters: readonly string[], chosen: string | undefined): string | undefined =>
  quarters.find((id) => id === chosen) ?? quarters.at(-1);

/** Help that was requested, given and unavailable, and incidents with no help recorded. */
export function Page() {
  const { t, period } = useLocale();
  const stampOf = useStampText();
  const { state, change } = useUrlState(RESPONSE_URL);
  const names = Object.keys(QUESTIONS) as readonly (keyof typeof QUESTIONS)[];
  const query = useQueries({
    queries: names.map((name) => trendsQuery(QUESTIONS[name])),
    combine: (results) => combined(names, results),
  });
  const quarters = query.data === undefined ? [] : periodsIn(query.data.countryServices);
  const quarter = chosenOf(quarters, state.quarter);
  const asOf = query.data?.countryServices.asOf;
  return (
    <>
      <PageHead title={t('nav.response')} asOf={asOf} asOfName={stampOf(asOf)}>
        {quarter !== undefined && (
          <Choice
            label={t('figure.period')}
            value={quarter}
            options={quarters.toReversed().map((id) => ({ value: id, text: period(id) }))}
            choose={(id) => change({ quarter: id })}
          />
        )}
      </PageHead>
      <p className="lead">{t('response.about')}</p>
      <Answered query={query}>
        {(answers) =>
          quarter !== undefined && (
            <div className="columns">
              <Span of={7}>
                <ShareOverTimeFigure answers={answers} />
              </Span>
              <Span of={5}>
                <ShareFigure answers={answers} quarter={quarter} />
              </Span>
              <GivenFigure answers={answers} quarter={quarter} />
              <OutcomesFigure answers={answers} quarter={quarter} />
              <Unavailable />
            </div>
          )
        }
      </Answered>
    </>
  );
}

/** Unavailable services, or a note until the first year of them is released. */
function Unavailable() {
  const locale = useLocale();
  const query = useQuery(trendsQuery(UNAVAILABLE));
  const part = locale.t('response.unavailable');
  const { problem } = useFailure(query);
  if (query.data === undefined && problem?.code === 'empty') {
    const named = { by: ['unavailableService'], period: 'year', isByReceipt: false } as const;
    return <State part={part} says={locale.t('trends.notYet', { table: tableText(named, locale) })} />;
  }
  return (
    <Answered query={query} part={part}>
      {(answer) => <UnavailableFigure answer={answer} />}
    </Answered>
  );
}

/**
 * Combines all answers to one query, because every figure needs several. Its state is that of the first failed query, else of the
 * first pending one.
 */
function combined(
  names: readonly (keyof typeof QUESTIONS)[],
  results: readonly UseQueryResult<Answer>[],
): UseQueryResult<ResponseAnswers> {
  const state =
    results.find(({ isError }) => isError) ?? results.find(({ data }) => data === undefined) ?? results[0];
  const isComplete = results.every(({ data }) => data !== undefined);
  const data = isComplete
    ? Object.fromEntries(names.map((name, at) => [name, results[at]?.data]))
    : undefined;
  const refetch = async () => Promise.all(results.map((one) => one.refetch()));
  return { ...state, data, refetch } as unknown as UseQueryResult<ResponseAnswers>;
}
