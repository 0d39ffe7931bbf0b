import { roundedText } from '@waylight/reading';
import { SilentMonths } from '../../completeness/silent-months.tsx';
import { periodBefore, samePeriodOfYearBefore } from '../../data/period-steps.ts';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { CodeName } from '../../parts/code-name.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Rounded } from '../../parts/rounded.tsx';
import { UnequalWeeks } from '../../parts/unequal-weeks.tsx';
import { PERIOD_WORDS } from '../trends/table-choice.tsx';
import { BorderMap } from './border-map.tsx';
import { BorderMatrix } from './border-matrix.tsx';
import { BorderTable } from './border-table.tsx';
import { type BesideSegments, isMostlySmall, segmentsOf, touching } from './segments.ts';
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
  const { t, number, period, language } = useLocale();
  const { segments: all, beside } = segmentsOf(answer, at, base);
  const segments = touching(all, view.country);
  const periods = answer.cells.map((cell) => cell.period);
  // Of a year both are the same.
  const compared = new Set([periodBefore(at), samePeriodOfYearBefore(at)]);
  const title = t('border.figure', { period: period(at) });
  const coarser = kinds[kinds.indexOf(view.period) + 1];
  const read = (value: number) => roundedText(value, { language, base, format: number });
  const note = t('reading.note', {
    example: read(2 * base),
    range: `${number(base + 1)}–${number(3 * base - 1)}`,
  });
  return (
    <div className="panels border-panels">
      <div className="stack-always">
        {isMostlySmall(segments, base) && (
          <div className="state" role="note">
            <p className="state-says">{t('trends.small', { zero: read(0), least: read(base) })}</p>
            <p>{coarser === undefined ? t('trends.small.none') : t('border.small.next')}</p>
            {coarser !== undefined && (
              <button type="button" onClick={() => change({ ...view, period: coarser, at: undefined })}>
                {`${t('dimension.segment')} · ${t(PERIOD_WORDS[coarser])}`}
              </button>
            )}
          </div>
        )}
        <Figure
          title={t('border.map')}
          caption={`${t('border.map.caption', { period: period(at), zero: read(0) })} ${note}`}
          explain={answer.explain}
          period={at}
        >
          <BorderMap label={t('border.map.label', { period: period(at) })} segments={segments} base={base} />
          <Beside beside={beside} base={base} isFiltered={view.country !== undefined} />
        </Figure>
      </div>
      <Figure title={t('border.table')} caption={t('trends.changes')} explain={answer.explain} period={at}>
        {[...compared].map(
          (before) =>
            before !== undefined &&
            periods.includes(before) && <UnequalWeeks key={before} periods={[before, at]} />,
        )}
        <BorderTable
          caption={title}
          segments={segments}
          base={base}
          isYearly={view.period === 'year'}
          sort={view.sort}
          sortBy={(sort) => change({ ...view, sort })}
        />
        <SilentMonths periods={[at]} />
      </Figure>
      <div className="panel-wide">
        <Figure
          title={t('border.matrix')}
          caption={`${t('border.matrix.caption', { period: period(at) })} ${t('trends.noEffort')} ${t('border.keys')}`}
          explain={answer.explain}
          period={at}
        >
          <BorderMatrix caption={`${t('border.matrix')}, ${period(at)}`} segments={segments} base={base} />
        </Figure>
      </div>
    </div>
  );
}

/** What has no arrow: it is said, so that nobody takes the arrows for everything. */
function Beside({
  beside,
  base,
  isFiltered,
}: {
  readonly beside: readonly BesideSegments[];
  readonly base: number;
  /** These numbers are of no country, and are not filtered with the arrows. */
  readonly isFiltered: boolean;
}) {
  const { t } = useLocale();
  if (beside.length === 0) return null;
  return (
    <div className="caption">
      <p>{t(isFiltered ? 'border.beside.region' : 'border.beside')}</p>
      <ul>
        {beside.map(({ code, value }) => (
          <li key={code}>
            <CodeName dimension="segment" code={code} />: <Rounded value={value} base={base} />
          </li>
        ))}
      </ul>
    </div>
  );
}
