import { SilentMonths } from '../../completeness/silent-months.tsx';
import { useSilence } from '../../completeness/use-silence.ts';
import { periodBefore, samePeriodOfYearBefore } from '../../data/period-steps.ts';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { Figure } from '../../parts/figure.tsx';
import { MostlySmall } from '../../parts/mostly-small.tsx';
import { tableText } from '../../parts/table-name.ts';
import { BorderMapFigure } from './border-map-figure.tsx';
import { BorderMatrix } from './border-matrix.tsx';
import { BorderTable } from './border-table.tsx';
import { isMostlySmall, segmentsOf, touching, whyNoChange } from './segments.ts';
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
  const earlier = { sinceBefore: periodBefore(at), sinceYear: samePeriodOfYearBefore(at) };
  // Of a year both are the same.
  const compared = [...new Set(Object.values(earlier))].filter((id) => id !== undefined);
  const isSilent = useSilence([at, ...compared]);
  const { segments: all, beside } = segmentsOf(answer, at, base, isSilent);
  const segments = touching(all, view.country);
  const periods = answer.cells.map((cell) => cell.period);
  const isYearly = view.period === 'year';
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
        {later !== undefined && <p className="caption">{t('border.later', { month: period(later) })}</p>}
        <BorderTable
          caption={title}
          segments={segments}
          base={base}
          isYearly={isYearly}
          sort={view.sort}
          sortBy={(sort) => change({ ...view, sort })}
        />
        {(isYearly ? (['sinceYear'] as const) : (['sinceBefore', 'sinceYear'] as const)).map((since) => (
          <NoChange
            key={since}
            since={since}
            before={earlier[since]}
            why={whyNoChange(segments, since, periods.includes(earlier[since] ?? ''))}
          />
        ))}
        <p className="caption">{t('change.signs')}</p>
        <SilentMonths
          periods={[at, ...compared.filter((before) => periods.includes(before))]}
          isMarked={segments.some((segment) => segment.isSilent)}
        />
      </Figure>
      <div className="panel-wide">
        <Figure
          title={t('border.matrix')}
          caption={`${t('border.matrix.caption', { period: period(at) })} ${t('trends.noEffort')} ${t('border.keys')}`}
          explain={answer.explain}
          period={at}
        >
          <SilentMonths periods={[at]} isMarked />
          <BorderMatrix
            caption={`${t('border.matrix')}, ${period(at)}`}
            segments={all}
            country={view.country}
            base={base}
            isSilent={(country) => isSilent(country, at)}
          />
        </Figure>
      </div>
    </div>
  );
}

const COLUMNS = { sinceBefore: 'border.sinceBefore', sinceYear: 'border.sinceYear' } as const;
const REASONS = { 'not-released': 'border.notReleased', 'no-number': 'border.noNumber' } as const;

/** Says of a column without any change why, once. */
function NoChange({
  since,
  before,
  why,
}: {
  readonly since: keyof typeof COLUMNS;
  readonly before: string | undefined;
  readonly why: keyof typeof REASONS | undefined;
}) {
  const { t, period } = useLocale();
  if (why === undefined || before === undefined) return null;
  return <p className="caption">{t(REASONS[why], { column: t(COLUMNS[since]), before: period(before) })}</p>;
}
