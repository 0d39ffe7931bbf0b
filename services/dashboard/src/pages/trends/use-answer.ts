import { type QueryClient, type UseQueryResult, useQueries } from '@tanstack/react-query';
import type { PeriodKind } from '@waylight/calendar';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { changesQuery } from '../../api/changes.ts';
import { completenessQuery } from '../../api/completeness.ts';
import { onceKnown } from '../../api/once-known.ts';
import { releaseIdOf } from '../../api/origin.ts';
import { fetchNotesEarly } from '../../api/own.ts';
import { type PlannedTable, plannedTables } from '../../api/planned-table.ts';
import { releasePlanQuery, releasesQuery, trendsQuery } from '../../api/questions.ts';
import { reportQuestion } from '../../api/report-questions.ts';
import type { Answer } from '../../api/schemas.ts';
import { monthBounds, periodsIn } from '../../model/period.ts';
import { automaticKinds, periodKindsOf } from './questions.ts';
import { TRENDS_URL, type TrendsView } from './trends-view.ts';

/** Fetches what the page shows first at the current URL. The page itself shows what fails. */
export function fetchEarly(client: QueryClient): void {
  const view = TRENDS_URL.read(new URLSearchParams(location.search));
  fetchNotesEarly(client);
  onceKnown(askAnswer(client, view), (answer) => {
    const periods = answer === undefined ? [] : periodsIn(answer);
    const newest = periods.at(-1);
    if (newest === undefined) return;
    void client.prefetchQuery(completenessQuery(monthBounds(periods)));
    if (view.by.length === 1)
      void client.prefetchQuery(changesQuery(releaseIdOf(answer?.asOf ?? '', newest), 'previous'));
  });
}

async function askAnswer(client: QueryClient, view: TrendsView): Promise<Answer | undefined> {
  const [{ plan }, { releases }] = await Promise.all([
    client.fetchQuery(releasePlanQuery()),
    client.fetchQuery(releasesQuery()),
  ]);
  const kinds = kindsToAsk(view, tablesIn(plan.tables, releases).released);
  const answers = await Promise.all(kinds.map((kind) => client.fetchQuery(answerQuery(kind, view))));
  return answers.find((answer) => !isUnreadable(answer, view)) ?? answers.at(-1);
}

const answerQuery = (kind: PeriodKind, view: TrendsView) => trendsQuery(reportQuestion(kind, ...view.by));

/** All tables of the release plan, and those of which numbers are released. */
export function tablesIn(
  tables: Parameters<typeof plannedTables>[0] = [],
  releases: readonly { readonly table: string }[] = [],
) {
  const planned = plannedTables(tables);
  return { planned, released: planned.filter(({ id }) => releases.some(({ table }) => table === id)) };
}

/** The lengths of periods of which one is chosen by its answer, or the one that the reader chose. */
function kindsToAsk(view: TrendsView, released: readonly PlannedTable[]): readonly PeriodKind[] {
  const possible = periodKindsOf(released, view.by);
  return view.period === undefined
    ? automaticKinds(possible)
    : possible.filter((kind) => kind === view.period);
}

/** The answers for all lengths of periods. The default is the first in which most numbers can be read. */
export function useAnswer(
  view: TrendsView,
  released: readonly PlannedTable[],
): {
  readonly query: UseQueryResult<Answer> | undefined;
  readonly kind: PeriodKind | undefined;
  /** The shorter period that was skipped. */
  readonly skipped: PeriodKind | undefined;
} {
  const kinds = kindsToAsk(view, released);
  const queries = useQueries({ queries: kinds.map((kind) => answerQuery(kind, view)) });
  const readable = queries.findIndex(
    ({ data, isPending }) => isPending || (data !== undefined && !isUnreadable(data, view)),
  );
  const at = readable === -1 ? queries.length - 1 : readable;
  return { query: queries[at], kind: kinds[at], skipped: at > 0 ? kinds[at - 1] : undefined };
}

function isUnreadable(answer: Answer, view: TrendsView): boolean {
  const context = view.by[1];
  const cells = answer.cells.filter(
    (cell) => context === undefined || view.only === undefined || cell[context] === view.only,
  );
  const base = answer.k ?? DEFAULT_ROUNDING_BASE;
  return 2 * cells.filter(({ value }) => Number(value) <= base).length > cells.length;
}
