import { formatRounded } from '@waylight/presentation';
import { SilentMonths } from '../../completeness/silent-months.tsx';
import type { PlannedTable } from '../../data/planned-table.ts';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { nextSorting, sortRows } from '../../model/rearrange.ts';
import { isMostlySmall } from '../../model/small-share.ts';
import { codeText } from '../../parts/code-name.tsx';
import { Figure } from '../../parts/figure.tsx';
import { State } from '../../parts/state.tsx';
import { tableText } from '../../parts/table-name.ts';
import { ViewState } from '../../parts/view-state.tsx';
import { GridTable } from '../../ui/grid-table.tsx';
import { hasEffort } from './effort.ts';
import { EffortChoice } from './effort-choice.tsx';
import { EffortView } from './effort-view.tsx';
import { Filters } from './filters.tsx';
import { countriesOf, hasMarks, laidOut, periodsOf } from './laid-out.ts';
import { MergedNotes } from './merged-notes.tsx';
import { firstOf, Multiples, multiplesOf } from './multiples.tsx';
import { CoarserOffer } from './offers.tsx';
import { PivotChoice } from './pivot-choice.tsx';
import { placingOf, type TrendsView, unfiltered } from './trends-view.ts';

export type TableViewProps = {
  readonly answer: Answer;
  readonly base: number;
  readonly view: TrendsView;
  readonly change: (next: TrendsView) => void;
  readonly table: PlannedTable | undefined;
  readonly released: readonly PlannedTable[];
};

/** The numbers of one table: as a pivot, and as curves beside each other. */
export function TableView({ answer, base, view, change, table, released }: TableViewProps) {
  const locale = useLocale();
  const { t, number, language } = locale;
  const { third } = placingOf(view);
  const { by, period } = view;
  const what = tableText({ by, period, isByReceipt: table?.isByReceipt === true }, locale);
  const laid = laidOut(answer, view, table, (only) =>
    third === undefined || only === undefined ? what : `${what} – ${codeText(third, only, locale)}`,
  );
  const { title } = laid.grid;
  const grid = sortRows(laid.grid, view.sorting);
  const isEmpty = grid.rows.length === 0;
  const multiples = multiplesOf(laid, { sorting: view.sorting, title }, locale);
  // Counts beneath "for each 100" would be read as rates.
  if (view.effort !== undefined && !hasEffort(view))
    return (
      <section className="panel" aria-label={t('effort.label')}>
        <EffortChoice view={view} change={change} />
      </section>
    );
  if (view.effort !== undefined && !isEmpty)
    return (
      <div className="panels">
        <div className="panel-wide">
          <EffortView {...{ answer, base, view, effort: view.effort, change, laid }} />
        </div>
      </div>
    );
  return (
    <div className="panels">
      <div className="panel-wide">
        <Figure
          title={title}
          caption={
            <>
              {t('reading.note', {
                example: formatRounded(2 * base, { language, base, format: number }),
                range: `${number(base + 1)}–${number(3 * base - 1)}`,
              })}{' '}
              {t('trends.noEffort')} {table?.isByReceipt === true && t('trends.byReceipt')}
            </>
          }
          explain={answer.explain}
          grids={[grid]}
          hasTable
          charts={firstOf(multiples)}
        >
          <EffortChoice view={view} change={change} />
          <PivotChoice view={view} change={change} laid={laid} />
          <Filters view={view} change={change} laid={laid} />
          {isEmpty ? (
            <Nothing answer={answer} view={view} change={change} />
          ) : (
            <>
              <GridTable
                grid={grid}
                sort={view.sorting}
                onSort={(column) => change({ ...view, sorting: nextSorting(view.sorting, column) })}
              />
              <p className="caption">
                {t('trends.legend')} {t('border.keys')}
              </p>
              <SilentMonths
                periods={periodsOf(laid)}
                countries={countriesOf(laid)}
                isMarked={hasMarks(laid)}
              />
            </>
          )}
          {table !== undefined && <MergedNotes table={table} />}
        </Figure>
        {isMostlySmall(grid, base) && (
          <CoarserOffer view={view} change={change} released={released} base={base} />
        )}
        {!isEmpty && (
          <section className="panel" aria-labelledby="curves">
            <h2 id="curves">{t('trends.curves')}</h2>
            <Multiples laid={laid} multiples={multiples} />
          </section>
        )}
      </div>
    </div>
  );
}

/** That the table has nothing, or that what was chosen of it leaves nothing. */
function Nothing({ answer, view, change }: Pick<TableViewProps, 'answer' | 'view' | 'change'>) {
  const { t } = useLocale();
  if (answer.cells.length === 0) return <ViewState kind="empty" />;
  return (
    <State kind="empty" says={t('state.filtered')} next={t('state.filtered.next')}>
      <button type="button" onClick={() => change(unfiltered(view))}>
        {t('trends.filter.all')}
      </button>
    </State>
  );
}
