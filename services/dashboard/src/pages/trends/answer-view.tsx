import { useQuery } from '@tanstack/react-query';
import type { PeriodKind } from '@waylight/calendar';
import { concatExplanations } from '@waylight/presentation';
import { changesQuery } from '../../api/changes.ts';
import { completenessQuery } from '../../api/completeness.ts';
import { releaseIdOf } from '../../api/origin.ts';
import type { PlannedTable } from '../../api/planned-table.ts';
import type { Answer, Explain } from '../../api/schemas.ts';
import { cellText } from '../../model/cell-text.ts';
import { type Grid, numbersOf, rowKey } from '../../model/grid.ts';
import { linesOf } from '../../model/lines.ts';
import { monthBounds } from '../../model/period.ts';
import { nextSorting, sortRows } from '../../model/rearrange.ts';
import { tableText } from '../../model/table-name.ts';
import { verdictTitle } from '../../model/verdict-title.ts';
import { codeText } from '../../text/code-name.ts';
import { SIX } from '../../text/countries.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { BarsChart } from '../../ui/charts/bars-chart.tsx';
import { RowBars } from '../../ui/charts/row-bars.tsx';
import { MOST_LINES, TimeChart } from '../../ui/charts/time-chart.tsx';
import { Figure } from '../../ui/figure.tsx';
import { GridTable } from '../../ui/grid-table.tsx';
import { RegionMap } from '../../ui/map/region-map.tsx';
import { NotesOnFigure } from '../../ui/notes-on-figure.tsx';
import { FewReported, SilentMonths } from '../../ui/silent-note.tsx';
import { State } from '../../ui/state.tsx';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { GapNotes, gapText, MergedNotes } from './answer-notes.tsx';
import type { ViewProps } from './choices.tsx';
import { hasEffort } from './effort.ts';
import { effortGrid } from './effort-grid.ts';
import { findingOf } from './finding.ts';
import { Picker } from './picker.tsx';
import { rowsOf, type Shown } from './shown-grid.ts';
import styles from './trends.module.css';
import { SHAPES, type Shape, unfiltered } from './trends-view.ts';

const SHAPE_WORDS = { chart: 'trends.shape.chart', map: 'trends.shape.map', table: 'figure.table' } as const;
const COUNTRY = 'country';

export type AnswerViewProps = ViewProps & {
  readonly answer: Answer;
  readonly base: number;
  readonly kind: PeriodKind;
  readonly table: PlannedTable | undefined;
  readonly parts: Shown;
};

/** The numbers of a view as a chart, a map or a table, with the choice of codes next to it. */
export function AnswerView(props: AnswerViewProps) {
  const { view, kind, parts, base, answer } = props;
  const locale = useLocale();
  const { t } = locale;
  const isPerEffort = view.effort !== undefined && hasEffort({ by: view.by, period: kind });
  const completeness = useQuery({ ...completenessQuery(), enabled: isPerEffort });
  if (numbersOf(parts.whole).length === 0) return <Nothing {...props} />;
  const { effort } = view;
  if (effort === undefined || !isPerEffort) return <AnswerFigure {...props} explain={answer.explain} />;
  return (
    <Answered query={completeness}>
      {(found) => {
        const title = t(effort === 'visits' ? 'effort.visits.title' : 'effort.days.title', {
          period: t(`periodKind.${kind}`),
        });
        const perEffort = (grid: Grid) =>
          effortGrid(grid, { title, completeness: found, effort, base }, locale);
        return (
          <AnswerFigure
            {...props}
            parts={{ ...parts, whole: perEffort(parts.whole), grid: perEffort(parts.grid) }}
            explain={explainBoth(answer.explain, found.explain)}
            caption={`${t('effort.caption')} ${t('effort.legend')}`}
          />
        );
      }}
    </Answered>
  );
}

function AnswerFigure({
  answer,
  view,
  change,
  table,
  parts,
  explain,
  caption,
}: AnswerViewProps & { readonly explain: Explain; readonly caption?: string }) {
  const locale = useLocale();
  const { t } = locale;
  const { whole, grid, codes, chosen, shown } = parts;
  const sorted = sortRows(grid, view.sorting);
  const [main] = view.by;
  const charted = main === undefined ? grid : rowsOf(whole, chosen.slice(0, MOST_LINES));
  const lines = linesOf(charted) ?? [];
  const isOnePeriod = shown.length === 1;
  const newest = shown.at(-1) ?? '';
  const only = view.by[1] === COUNTRY && parts.only !== undefined ? [parts.only] : undefined;
  const countries = main === COUNTRY ? grid.rows.map(rowKey) : only;
  const hasMap = main === COUNTRY && view.effort === undefined;
  const shape: Shape = view.shape === 'map' && !hasMap ? 'chart' : view.shape;
  const isJudged = main !== undefined && view.by.length === 1 && view.effort === undefined;
  const release = releaseIdOf(answer.asOf, newest);
  const { data: changes } = useQuery({ ...changesQuery(release, 'previous'), enabled: isJudged });
  const verdict =
    isJudged &&
    verdictTitle(
      changes,
      { dimension: main, codes: chosen, nameOf: (code) => codeText(main, code, locale) },
      locale,
    );
  const title = verdict || (findingOf({ whole, charted }, newest, locale) ?? grid.title);
  const gaps = gapText(parts, locale);
  // A picture has all ranges, because no line of it can be pointed at.
  const picture = isOnePeriod ? (
    <BarsChart grid={charted} />
  ) : (
    <TimeChart label={title} lines={lines} periods={shown} hasRanges />
  );
  const map = hasMap && <CountryMap grid={whole} period={newest} label={title} />;
  const exported = shape === 'map' && map ? { chart: map, isMap: true } : { chart: picture };
  return (
    <Figure
      title={title}
      caption={[grid.title, caption, table?.isByReceipt === true ? t('trends.byReceipt') : '']
        .filter((text) => text !== undefined && text !== title && text !== '')
        .join('. ')}
      explain={explain}
      grids={[sorted]}
      hasTable
      charts={[exported]}
      notes={[chosenRows(parts, locale), gaps].filter((note) => note !== '')}
    >
      <fieldset className="segmented" aria-label={t('trends.shape')}>
        {SHAPES.map((one) => {
          const isPossible = one !== 'map' || hasMap;
          return (
            <button
              key={one}
              type="button"
              aria-pressed={one === shape}
              disabled={!isPossible}
              title={isPossible ? undefined : t('trends.shape.noMap')}
              onClick={() => change({ ...view, shape: one })}
            >
              {t(SHAPE_WORDS[one])}
              {!isPossible && <span className="sr-only"> – {t('trends.shape.noMap')}</span>}
            </button>
          );
        })}
      </fieldset>
      <div className={main === undefined ? undefined : styles.withPicker}>
        <div>
          {shape === 'chart' &&
            (isOnePeriod ? (
              <RowBars grid={charted} />
            ) : (
              <TimeChart label={title} lines={lines} periods={shown} />
            ))}
          {shape === 'map' && map}
          {shape === 'table' && (
            <GridTable
              grid={sorted}
              sort={view.sorting}
              onSort={(column) => change({ ...view, sorting: nextSorting(view.sorting, column) })}
            />
          )}
        </div>
        {main !== undefined && (
          <Picker
            dimension={main}
            codes={codes}
            whole={whole}
            chosen={shape === 'chart' ? chosen : grid.rows.map(rowKey)}
            keep={(kept) => change({ ...view, kept: { ...view.kept, [main]: kept } })}
          />
        )}
      </div>
      {shape === 'table' && <p className="caption">{t('trends.legend')}</p>}
      <SilentMonths periods={shown} countries={countries} isMarked={shape === 'table'} />
      <FewReported periods={[newest]} countries={countries} bounds={monthBounds(shown)} />
      <GapNotes answer={answer} view={view} parts={parts} />
      {shape === 'chart' && <NotesOnFigure periods={shown} />}
      {table !== undefined && <MergedNotes table={table} />}
    </Figure>
  );
}

/** States in exports that the reader left out rows, because the others do not add up to the total. Empty with all rows. */
const chosenRows = ({ whole, grid }: Shown, { t, number }: Locale): string =>
  grid.rows.length === whole.rows.length
    ? ''
    : t('trends.export.part', { shown: number(grid.rows.length), of: number(whole.rows.length) });

function CountryMap({
  grid,
  period,
  label,
}: {
  readonly grid: Grid;
  readonly period: string;
  readonly label: string;
}) {
  const locale = useLocale();
  const at = grid.columns.findIndex(({ id }) => id === period);
  const marks = grid.rows.flatMap((row) => {
    const [code, cell] = [rowKey(row), row.cells[at]];
    if (cell?.kind !== 'number' || !SIX.some((one) => one === code)) return [];
    return [{ code, value: cell.value ?? 0, isSilent: cell.silent === 'own', text: cellText(cell, locale) }];
  });
  return <RegionMap label={label} marks={marks} />;
}

/** An empty table, or choices that exclude all of it. */
function Nothing({ answer, view, change }: AnswerViewProps) {
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

/** Explanations of the numbers and of the effort, so that an export has both. */
const explainBoth = (numbers: Explain, effort: Explain): Explain => ({
  ...numbers,
  unit: `${numbers.unit} ${effort.unit}`,
  source: `${numbers.source} ${effort.source}`,
  rounding: `${numbers.rounding} ${effort.rounding}`,
  method: `${numbers.method} ${effort.method}`,
  footnotes: [...new Set([...numbers.footnotes, ...effort.footnotes])],
  sentences: concatExplanations(numbers.sentences, effort.sentences),
});

/** Title of the displayed table, with the code of its second dimension. */
export function viewTitle(
  {
    by,
    kind,
    table,
  }: { readonly by: readonly string[]; readonly kind: PeriodKind; readonly table: PlannedTable | undefined },
  only: string | undefined,
  locale: Locale,
): string {
  const what = tableText({ by, period: kind, isByReceipt: table?.isByReceipt === true }, locale);
  const context = by[1];
  return context === undefined || only === undefined ? what : `${what} – ${codeText(context, only, locale)}`;
}
