import { useQueries, useQuery } from '@tanstack/react-query';
import { USUAL_BASE } from '@waylight/reading';
import { trendsQuery } from '../../data/questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { regionSeries } from '../../data/series.ts';
import { type Locale, useLocale } from '../../language/locale.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Rounded } from '../../parts/rounded.tsx';
import { Answered } from '../../parts/view-state.tsx';
import { leftUnknown, newestPeriod, type ShareRange, shareRange } from './quality-numbers.ts';
import { dimensionWords, type Looked, questionOf, SINGLE } from './quality-questions.ts';

/** How much of what was reported is not known, in each dimension's newest released period. */
export function UnknownPanel() {
  const months = useQuery(trendsQuery(questionOf({ period: 'month', dimensions: [] })));
  const quarters = useQuery(trendsQuery(questionOf({ period: 'quarter', dimensions: [] })));
  const answers = useQueries({ queries: SINGLE.map((looked) => trendsQuery(questionOf(looked))) });
  return (
    <Answered query={months}>
      {(ofMonths) => (
        <Unknown
          explain={ofMonths.explain}
          rows={SINGLE.flatMap((looked, index) => {
            const whole = looked.period === 'month' ? ofMonths : quarters.data;
            const row = rowOf(looked, answers[index]?.data, whole);
            return row === undefined ? [] : [row];
          })}
        />
      )}
    </Answered>
  );
}

type Row = {
  readonly looked: Looked;
  readonly period: string;
  readonly part: number;
  readonly whole: number;
  readonly base: number;
  readonly share: ShareRange | undefined;
};

function rowOf(looked: Looked, answer: Answer | undefined, whole: Answer | undefined): Row | undefined {
  const [dimension] = looked.dimensions;
  if (answer === undefined || whole === undefined || dimension === undefined) return undefined;
  const period = newestPeriod(answer);
  const all = period === undefined ? undefined : regionSeries(whole).values.get(period);
  const part = period === undefined ? undefined : leftUnknown(answer, dimension, period);
  if (period === undefined || all === undefined || part === undefined) return undefined;
  const base = answer.k ?? USUAL_BASE;
  return { looked, period, part, whole: all, base, share: shareRange(part, all, base) };
}

function Unknown({ explain, rows }: { readonly explain: Answer['explain']; readonly rows: readonly Row[] }) {
  const locale = useLocale();
  const { t, period } = locale;
  const title = t('quality.unknown');
  return (
    <Figure
      title={title}
      caption={t('quality.unknown.caption')}
      explain={explain}
      table={
        <DataTable
          caption={title}
          columns={[
            { key: 'what', title: t('quality.unknown.what') },
            { key: 'period', title: t('figure.period') },
            { key: 'part', title: t('quality.unknown.number'), isNumber: true },
            { key: 'whole', title: t('quality.unknown.whole'), isNumber: true },
            { key: 'share', title: t('quality.unknown.share'), isNumber: true },
          ]}
          rows={rows.map((row) => ({
            key: row.looked.key,
            cells: [
              nameOf(row.looked, locale),
              period(row.period),
              <Rounded key="part" value={row.part} base={row.base} form="cell" />,
              <Rounded key="whole" value={row.whole} base={row.base} form="cell" />,
              shareText(row.share, locale),
            ],
          }))}
        />
      }
    >
      <ul className="row-bars">
        {rows.map(({ looked, share }) => (
          <li key={looked.key}>
            <span>{nameOf(looked, locale)}</span>
            <span className="number">{shareText(share, locale)}</span>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect className="track" width="100" height="6" />
              {share !== undefined && (
                <rect className="bar" x={share.from} width={Math.max(1, share.to - share.from)} height="6" />
              )}
            </svg>
          </li>
        ))}
      </ul>
    </Figure>
  );
}

const nameOf = ({ dimensions }: Looked, { t }: Locale): string =>
  dimensions.map((one) => t(dimensionWords(one))).join(' × ');

const shareText = (share: ShareRange | undefined, { t, number }: Locale): string =>
  share === undefined
    ? t('quality.unknown.noShare')
    : t('quality.percents', { from: number(share.from), to: number(share.to) });
