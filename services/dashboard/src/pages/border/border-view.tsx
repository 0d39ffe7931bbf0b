import { useQuery } from '@tanstack/react-query';
import { BarsChart } from '../../charts/bars-chart.tsx';
import { SilentMonths } from '../../completeness/silent-months.tsx';
import { useSilence } from '../../completeness/use-silence.ts';
import { changesQuery } from '../../data/changes.ts';
import { releaseIdOf } from '../../data/origin.ts';
import type { Answer } from '../../data/schemas.ts';
import { useChangeFormatter } from '../../language/change-texts.ts';
import { useLocale } from '../../language/locale.tsx';
import { isMostlySmall } from '../../model/small-share.ts';
import { Figure } from '../../parts/figure.tsx';
import { MostlySmall } from '../../parts/mostly-small.tsx';
import { tableText } from '../../parts/table-name.ts';
import { GridTable } from '../../ui/grid-table.tsx';
import { BorderMapFigure } from './border-map-figure.tsx';
import { BorderMatrix } from './border-matrix.tsx';
import { segmentGrid, withVerdicts } from './segment-grid.ts';
import { segmentsOf, sortedSegments, touching } from './segments.ts';
import type { BORDER_PERIODS, BorderView as View } from './use-border-view.ts';

export type BorderViewProps = {
  readonly answer: Answer;
  readonly base: number;
  /** The period that is read. */
  readonly at: string;
  /** A month that is released and later than all that is read. */
  readonly later: string | undefined;
  readonly view: View;
  readonly change: (next: View) => void;
  /** Lengths of periods that segments are released by. */
  readonly kinds: readonly (typeof BORDER_PERIODS)[number][];
};

/** The segments in one period: map, matrix and table of the same released numbers. */
export function BorderView({ answer, base, at, later, view, change, kinds }: BorderViewProps) {
  const locale = useLocale();
  const { t, period } = locale;
  const isSilent = useSilence([at]);
  const release = releaseIdOf(answer.asOf, at);
  const previous = useQuery(changesQuery(release, 'previous')).data;
  const yearAgo = useQuery(changesQuery(release, 'year-ago')).data;
  const formatter = useChangeFormatter();
  const words = formatter?.words;
  const changesCaption =
    (previous?.reasons.length ? words?.messages['method.reporting'] : words?.changes.country) ?? '';
  const { segments: all, others } = segmentsOf(answer, at, isSilent);
  const segments = touching(all, view.country);
  const isYearly = view.period === 'year';
  const title = t('border.figure', { period: period(at) });
  const codes = sortedSegments(segments, view.sort).map(({ code }) => code);
  const table = withVerdicts(
    segmentGrid(answer, { title, at, codes }),
    isYearly ? { yearAgo } : { previous, yearAgo },
    formatter,
    locale,
  );
  const coarser = kinds[kinds.indexOf(view.period) + 1];
  return (
    <div className="panels border-panels">
      <div className="stack-always">
        {isMostlySmall(table, base) && (
          <MostlySmall base={base} next={coarser === undefined ? 'trends.small.none' : 'border.small.next'}>
            {coarser !== undefined && (
              <button type="button" onClick={() => change({ ...view, period: coarser, at: undefined })}>
                {tableText({ by: ['segment'], period: coarser, isByReceipt: false }, locale)}
              </button>
            )}
          </MostlySmall>
        )}
        <BorderMapFigure
          {...{ answer, base, at, segments, others }}
          isFiltered={view.country !== undefined}
        />
      </div>
      <Figure
        title={t('border.table')}
        finding={title}
        caption={changesCaption}
        explain={answer.explain}
        grids={[table]}
        hasTable
        charts={[{ chart: <BarsChart grid={table} /> }]}
      >
        {later !== undefined && <p className="caption">{t('border.later', { month: period(later) })}</p>}
        <GridTable
          grid={table}
          sort={
            view.sort === 'value' ? { column: table.columns[0]?.id ?? '', order: 'descending' } : undefined
          }
          onSort={() => change({ ...view, sort: view.sort === 'value' ? 'plan' : 'value' })}
        />
        <SilentMonths periods={[at]} isMarked={segments.some((segment) => segment.isSilent)} />
      </Figure>
      <div className="panel-wide">
        <Figure
          title={t('border.matrix')}
          caption={`${t('border.matrix.caption', { period: period(at) })} ${t('trends.noEffort')} ${t('border.keys')}`}
          explain={answer.explain}
          grids={[segmentGrid(answer, { title, at, codes: all.map(({ code }) => code) })]}
        >
          <SilentMonths periods={[at]} isMarked />
          <BorderMatrix
            caption={`${t('border.matrix')}, ${period(at)}`}
            segments={all}
            at={at}
            country={view.country}
            base={base}
            isSilent={(country) => isSilent(country, at)}
          />
        </Figure>
      </div>
    </div>
  );
}
