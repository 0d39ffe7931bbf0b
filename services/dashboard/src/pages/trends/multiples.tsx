import { formatRounded } from '@waylight/presentation';
import { RangeChart } from '../../charts/range-chart.tsx';
import { isAnySilent, useSilence } from '../../completeness/use-silence.ts';
import { useLocale } from '../../language/locale.tsx';
import { CodeName, codeText } from '../../parts/code-name.tsx';
import { countedIn, type LaidOut } from './laid-out.ts';
import { sortedRows } from './pivot.ts';
import { PERIOD, type Sorting } from './trends-view.ts';

const MOST_CHARTS = 12;

/** One small chart for each row, or column, over the periods that are shown, all to one scale. */
export function Multiples({
  laid,
  base,
  sorting,
  title,
}: {
  readonly laid: LaidOut;
  readonly base: number;
  readonly sorting: Sorting | undefined;
  /** Of the only chart, where nothing is told apart. */
  readonly title: string;
}) {
  const { t, number } = useLocale();
  const { rows, columns, third } = laid.placing;
  const isSilent = useSilence(laid.shown);
  const silentOf = (code: string) => (id: string) => {
    const countries = rows === PERIOD ? countedIn(laid, id, code) : countedIn(laid, code, id);
    return isAnySilent(isSilent, countries, id);
  };
  if (third === PERIOD) return <p className="caption">{t('trends.noCurves')}</p>;
  const isDown = rows === PERIOD;
  const dimension = isDown ? columns : rows;
  const codes = isDown ? laid.pivot.columns : sortedRows(laid.pivot, sorting);
  const valueAt = (code: string, period: string) =>
    isDown ? laid.pivot.valueAt(period, code) : laid.pivot.valueAt(code, period);
  const most = Math.max(0, ...codes.flatMap((code) => laid.shown.map((id) => valueAt(code, id) ?? 0)));
  return (
    <>
      <p className="caption">
        {t('trends.curves.caption')}{' '}
        {codes.some((code) => laid.shown.some(silentOf(code))) && t('trends.curves.silent')}
      </p>
      <div className="multiples">
        {codes.slice(0, MOST_CHARTS).map((code) => (
          <One
            key={code}
            dimension={dimension}
            code={code}
            title={title}
            periods={laid.shown}
            isSilent={silentOf(code)}
            values={
              new Map(
                laid.shown.flatMap((id) => {
                  const value = valueAt(code, id);
                  return value === undefined ? [] : [[id, value] as const];
                }),
              )
            }
            base={base}
            most={most}
          />
        ))}
      </div>
      {codes.length > MOST_CHARTS && (
        <p className="caption">
          {t('trends.moreCurves', { shown: number(MOST_CHARTS), of: number(codes.length) })}
        </p>
      )}
    </>
  );
}

function One({
  dimension,
  code,
  title,
  periods,
  isSilent,
  values,
  base,
  most,
}: {
  readonly dimension: string | undefined;
  readonly code: string;
  readonly title: string;
  readonly periods: readonly string[];
  readonly isSilent: (period: string) => boolean;
  readonly values: ReadonlyMap<string, number>;
  readonly base: number;
  readonly most: number;
}) {
  const locale = useLocale();
  const { t, number, period, language } = locale;
  const known = periods.filter((id) => values.has(id));
  const [from = '', to = ''] = [known[0], known.at(-1)];
  const read = (id: string) => formatRounded(values.get(id) ?? 0, { language, base, format: number });
  const subject = dimension === undefined ? title : codeText(dimension, code, locale);
  return (
    <div>
      <h3>{dimension === undefined ? title : <CodeName dimension={dimension} code={code} />}</h3>
      {known.length === 0 ? (
        <p className="caption">{t('cell.notGiven')}</p>
      ) : (
        <RangeChart
          label={t('trends.curve.label', {
            subject,
            first: read(from),
            from: period(from),
            last: read(to),
            to: period(to),
          })}
          periods={periods}
          isSilent={isSilent}
          values={values}
          base={base}
          most={most}
          period={periods.at(-1) ?? ''}
        />
      )}
    </div>
  );
}
