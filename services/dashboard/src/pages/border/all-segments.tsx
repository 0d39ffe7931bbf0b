import { type ChangeFormatter, describeComparison } from '@waylight/presentation';
import { type Changes, comparisonOf } from '../../api/changes.ts';
import type { Answer } from '../../api/schemas.ts';
import { crosstab, type Grid, type GridCell, PERIOD } from '../../model/grid.ts';
import { linesOf } from '../../model/lines.ts';
import { segmentGrid, segmentsOf, sortedSegments, touching } from '../../model/segments.ts';
import { silenceOf } from '../../model/silence.ts';
import { isMostlySmall } from '../../model/small-share.ts';
import { tableText } from '../../model/table-name.ts';
import { verdictTitle } from '../../model/verdict-title.ts';
import { changeFormatter } from '../../text/change-texts.ts';
import { sentenceStart } from '../../text/format.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { BorderMapFigure } from '../../ui/border-map-figure.tsx';
import type { BorderView } from '../../ui/border-view.ts';
import { BarsChart } from '../../ui/charts/bars-chart.tsx';
import { Span } from '../../ui/columns.tsx';
import { Figure } from '../../ui/figure.tsx';
import { MostlySmall } from '../../ui/mostly-small.tsx';
import { segmentText } from '../../ui/segment-name.tsx';
import { FewReported, SilentMonths } from '../../ui/silent-note.tsx';
import { useOpened } from '../../ui/use-opened.ts';
import { ViewState } from '../../ui/view-state.tsx';
import { SegmentRows } from './segment-rows.tsx';
import { type BorderChanges, type BorderNumbers, useBorderChanges } from './use-border-numbers.ts';

/** Number of periods in a small chart. */
const SHOWN_PERIODS = 12;

/** All segments in one period: those with more or fewer incidents, a map, and a row for each with its chart and verdicts. */
export function AllSegments({
  answer,
  base,
  at,
  view,
  change,
  numbers: { periods, kinds },
}: {
  readonly answer: Answer;
  readonly base: number;
  readonly at: string;
  readonly view: BorderView;
  readonly change: (changes: Partial<BorderView>) => void;
  readonly numbers: BorderNumbers;
}) {
  const locale = useLocale();
  const { t, period } = locale;
  const { changes, isComplete } = useBorderChanges(answer, at);
  const isOpen = useOpened(isComplete);
  const formatter = changeFormatter(locale);
  const { segments: all, others } = segmentsOf(answer, at);
  const segments = sortedSegments(touching(all, view.country));
  const codes = segments.map(({ code }) => code);
  const title = t('border.figure', { period: period(at) });
  const table = withVerdicts(segmentGrid(answer, { title, at, codes }), changes, formatter, locale);
  const shown = periods.slice(0, periods.indexOf(at) + 1).slice(-SHOWN_PERIODS);
  const curves = crosstab(answer, {
    title,
    rows: ['segment'],
    columns: PERIOD,
    only: { [PERIOD]: shown, segment: codes },
  });
  // Everything appears in one step, so that verdicts do not move the rows.
  if (!isOpen) return <ViewState kind="loading" />;
  const coarser = kinds[kinds.indexOf(view.period) + 1];
  return (
    <div className="columns">
      {isMostlySmall(table, base) && (
        <MostlySmall base={base} next={coarser === undefined ? 'trends.small.none' : 'border.small.next'}>
          {coarser !== undefined && (
            <button type="button" onClick={() => change({ period: coarser, at: undefined })}>
              {tableText({ by: ['segment'], period: coarser, isByReceipt: false }, locale)}
            </button>
          )}
        </MostlySmall>
      )}
      <Span of={5}>
        <BorderMapFigure
          answer={answer}
          base={base}
          at={at}
          segments={segments}
          others={others}
          finding={findingOf(codes, changes, locale)}
          isFiltered={view.country !== undefined}
        />
      </Span>
      <Span of={7}>
        <Figure
          title={t('border.table')}
          finding={title}
          caption={t('border.table.caption')}
          explain={answer.explain}
          grids={[table]}
          charts={[{ chart: <BarsChart grid={table} /> }]}
        >
          <SegmentRows
            table={table}
            lines={linesOf(curves) ?? []}
            periods={shown}
            view={{ period: view.period, at: view.at }}
          />
          <SilentMonths periods={[at]} isMarked={silenceOf(table).isMarked} />
          <FewReported periods={[at]} />
        </Figure>
      </Span>
    </div>
  );
}

/** The segments with a clear verdict of insights; undefined without verdicts. */
function findingOf(
  codes: readonly string[],
  { previous, yearAgo }: BorderChanges,
  locale: Locale,
): string | undefined {
  const { t, period } = locale;
  const changes = previous ?? yearAgo;
  if (changes === undefined || changes.reasons.length > 0) return undefined;
  const judged = { dimension: 'segment', codes, nameOf: (code: string) => segmentText(code, locale) };
  return (
    verdictTitle(changes, judged, locale) ??
    t('border.noChange', { before: period(changes.comparedPeriod ?? '') })
  );
}

const COMPARED = {
  previous: 'border.sinceBefore',
  yearAgo: 'border.sinceYear',
} as const satisfies Readonly<Record<string, MessageId>>;

/** The grid with the verdicts on each segment. */
function withVerdicts(
  grid: Grid,
  changes: BorderChanges,
  formatter: ChangeFormatter,
  { t }: Pick<Locale, 't'>,
): Grid {
  const compared = (['previous', 'yearAgo'] as const).filter((key) => key in changes);
  return {
    ...grid,
    columns: [...grid.columns, ...compared.map((id) => ({ id, text: t(COMPARED[id]), isText: true }))],
    rows: grid.rows.map(({ heads, cells }) => ({
      heads,
      cells: [...cells, ...compared.map((key) => verdictCell(changes[key], heads[0]?.id ?? '', formatter))],
    })),
  };
}

/** A verdict in words, with how many more or fewer, or why there is no comparison. Verdicts are computed by insights alone. */
function verdictCell(changes: Changes | undefined, segment: string, formatter: ChangeFormatter): GridCell {
  const comparison = changes && comparisonOf(changes, 'segment', segment);
  if (comparison?.verdict === undefined || changes === undefined) return { kind: 'none' };
  const { terms, number } = formatter;
  const { verdict, difference } = comparison;
  const text = terms.verdicts[verdict];
  const [, reason = ''] = describeComparison(comparison, changes, formatter);
  if (verdict === 'not-comparable')
    return { kind: 'text', text: `${sentenceStart(text, formatter.language)}. ${reason}` };
  if (difference === undefined || (verdict !== 'more' && verdict !== 'fewer')) return { kind: 'text', text };
  const [min = 0, max = 0] = [difference.min, difference.max].map(Math.abs).toSorted((a, b) => a - b);
  return { kind: 'text', text: `${text} (${number(min)}–${number(max)})`, look: verdict };
}
