import { SilentMonths } from '../../completeness/silent-months.tsx';
import { useSilence } from '../../completeness/use-silence.ts';
import { periodBefore, samePeriodOfYearBefore } from '../../data/period-steps.ts';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { Figure } from '../../parts/figure.tsx';
import { MostlySmall } from '../../parts/mostly-small.tsx';
import { tableText } from '../../parts/table-name.ts';
import { UnequalWeeks } from '../../parts/unequal-weeks.tsx';
import { BorderMapFigure } from './border-map-figure.tsx';
import { BorderMatrix } from './border-matrix.tsx';
import { BorderTable } from './border-table.tsx';
import { isMostlySmall, segmentsOf, touching } from './segments.ts';
import type { BORDER_PERIODS, BorderView as View } from './use-border-view.ts';

export type BorderViewProps = {
  readonly answer: Answer;
  readonly base: number;
  /** The period that is read. */
  readonly at: string;
  readonly view: View;
  readonly change: (next: View) => void;
  /** Lengths of periods that segments are released by. */
  readonly kinds: readonly (typeof BORDER_PERIODS)[number][];
};

/** The segments in one period: map, matrix and table of the same released numbers. */
export function BorderView({ answer, base, at, view, change, kinds }: BorderViewProps) {
  const locale = useLocale();
  const { t, period } = locale;
  // Of a year both are the same.
  const compared = [...new Set([periodBefore(at), samePeriodOfYearBefore(at)])].filter(
    (id) => id !== undefined,
  );
  const isSilent = useSilence([at, ...compared]);
  const { segments: all, beside } = segmentsOf(answer, at, base, isSilent);
  const segments = touching(all, view.country);
  const periods = answer.cells.map((cell) => cell.period);
  const title = t('border.figure', { period: period(at) });
  const coarser = kinds[kinds.indexOf(view.period) + 1];
  return (
    <div className="panels border-panels">
      <div className="stack-always">
        {isMostlySmall(segments, base) && (
          <MostlySmall base={base} next={coarser === undefined ? 'trends.small.none' : 'border.small.next'}>
            {coarser !== undefined && (
              <button type="button" onClick={() => change({ ...view, period: coarser, at: undefined })}>
                {tableText({ by: ['segment'], period: coarser, isByReceipt: false }, locale)}
              </button>
            )}
          </MostlySmall>
        )}
        <BorderMapFigure
          {...{ answer, base, at, segments, beside }}
          isFiltered={view.country !== undefined}
        />
      </div>
      <Figure title={t('border.table')} caption={t('trends.changes')} explain={answer.explain} period={at}>
        {compared.map(
          (before) => periods.includes(before) && <UnequalWeeks key={before} periods={[before, at]} />,
        )}
        <BorderTable
          caption={title}
          segments={segments}
          base={base}
          isYearly={view.period === 'year'}
          sort={view.sort}
          sortBy={(sort) => change({ ...view, sort })}
        />
        <p className="caption">{t('change.signs')}</p>
        <SilentMonths periods={[at, ...compared.filter((before) => periods.includes(before))]} />
      </Figure>
      <div className="panel-wide">
        <Figure
          title={t('border.matrix')}
          caption={`${t('border.matrix.caption', { period: period(at) })} ${t('trends.noEffort')} ${t('border.keys')}`}
          explain={answer.explain}
          period={at}
        >
          <SilentMonths periods={[at]} />
          <BorderMatrix caption={`${t('border.matrix')}, ${period(at)}`} segments={segments} base={base} />
        </Figure>
      </div>
    </div>
  );
}
