import type { PeriodKind } from '@waylight/calendar';
import type { PlannedTable } from '../../api/planned-table.ts';
import { coarserQuestions, type Question } from '../../model/coarser.ts';
import { tableText } from '../../model/table-name.ts';
import { useLocale } from '../../text/locale.tsx';
import { State } from '../../ui/state.tsx';
import type { ViewProps } from './choices.tsx';
import { periodKindsOf } from './questions.ts';
import { changeTable, type TrendsView } from './trends-view.ts';
import { carryChoices } from './turn-to.ts';

type TablesProps = ViewProps & {
  readonly planned: readonly PlannedTable[];
  readonly released: readonly PlannedTable[];
};

/** Coarser tables than that of a view. */
export const coarserThan = (view: TrendsView, kind: PeriodKind, released: readonly PlannedTable[]) =>
  coarserQuestions({ by: view.by, period: kind }, released);

/** Tables that are nearest to a question without an answer. The first dimension is kept if any table has it. */
export function NearestTables({ view, change, planned, released }: TablesProps) {
  const locale = useLocale();
  const { t } = locale;
  const [main] = view.by;
  const asked = { by: view.by, period: view.period ?? 'month' };
  const kinds = periodKindsOf(released, view.by);
  const same = kinds.map(
    (period): Question => ({ by: view.by, period, table: '', isByReceipt: period === 'week' }),
  );
  const coarser = coarserQuestions(asked, released);
  const keeping = coarser.filter(({ by }) => main === undefined || by.includes(main));
  const questions = [...same, ...(keeping.length > 0 ? keeping : coarser)].filter(
    ({ by, period }, at, all) =>
      all.findIndex((one) => one.by.join() === by.join() && one.period === period) === at,
  );
  const isPlanned = periodKindsOf(planned, view.by).some(
    (kind) => view.period === undefined || kind === view.period,
  );
  const table = tableText({ ...asked, isByReceipt: false }, locale);
  return (
    <State
      says={t(isPlanned ? 'trends.notYet' : 'trends.nearest', { table })}
      next={questions.length > 0 ? t('trends.nearest.next') : undefined}
    >
      <Offers questions={questions.slice(0, 3)} view={view} change={change} />
    </State>
  );
}

/** Buttons that open these tables. */
export function Offers({ questions, view, change }: ViewProps & { readonly questions: readonly Question[] }) {
  const locale = useLocale();
  return (
    <div className="fields">
      {questions.map((question) => (
        <button
          key={`${question.by}.${question.period}`}
          type="button"
          onClick={() => change(offered(view, question))}
        >
          {tableText(question, locale)}
        </button>
      ))}
    </div>
  );
}

/** An offered table, with the chosen code of the second dimension if it has that one too. */
const offered = (view: TrendsView, { by, period }: Question): TrendsView =>
  carryChoices(view, changeTable(view, by, period, by[1] === view.by[1] ? view.only : undefined));
