import '../../styles/completeness.css';
import { useQuery } from '@tanstack/react-query';
import type { PerEffort } from '@waylight/reading';
import { type CompletenessAnswer, completenessQuery } from '../../data/completeness.ts';
import type { Answer, Explain } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { CodeName } from '../../parts/code-name.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { NotGiven } from '../../parts/not-given.tsx';
import { Answered } from '../../parts/view-state.tsx';
import { effortsOf, readAgainst, written } from './effort.ts';
import { EffortChoice } from './effort-choice.tsx';
import type { LaidOut } from './laid-out.ts';
import { PivotChoice } from './pivot-choice.tsx';
import { PERIOD_WORDS } from './table-choice.tsx';
import { type Effort, PERIOD, type TrendsView } from './trends-view.ts';

export type EffortViewProps = {
  readonly answer: Answer;
  readonly base: number;
  readonly view: TrendsView;
  readonly effort: Effort;
  readonly change: (next: TrendsView) => void;
  readonly laid: LaidOut;
};

const TITLES = { visits: 'effort.visits.title', days: 'effort.days.title' } as const;

/** Incidents of countries against what organisations did there, each with the span in which it lies. */
export function EffortView({ answer, base, view, effort, change, laid }: EffortViewProps) {
  const { t } = useLocale();
  const query = useQuery(completenessQuery());
  const title = t(TITLES[effort], { period: t(PERIOD_WORDS[view.period]) });
  return (
    <Answered query={query}>
      {(completeness) => (
        <Figure
          title={title}
          caption={t('effort.caption')}
          explain={explainBoth(answer.explain, completeness.explain)}
        >
          <EffortChoice view={view} change={change} />
          <PivotChoice view={view} change={change} laid={laid} hasChanges={false} />
          <div className="names-stay">
            <EffortTable {...{ title, completeness, effort, laid, base }} />
          </div>
          <p className="caption">{t('effort.legend')}</p>
        </Figure>
      )}
    </Answered>
  );
}

function EffortTable({
  title,
  completeness,
  effort,
  laid,
  base,
}: {
  readonly title: string;
  readonly completeness: CompletenessAnswer;
  readonly effort: Effort;
  readonly laid: LaidOut;
  readonly base: number;
}) {
  const locale = useLocale();
  const efforts = effortsOf(completeness.months, effort);
  const { rows: down } = laid.placing;
  const { rows, columns, valueAt } = laid.pivot;
  const name = (code: string) => <CodeName dimension={down} code={code} />;
  const across = laid.placing.columns ?? PERIOD;
  const countryOf = (row: string, column: string) => (down === PERIOD ? column : row);
  return (
    <DataTable
      caption={title}
      fromEnd={across === PERIOD}
      columns={[
        { key: 'row', title: locale.t(down === PERIOD ? 'figure.period' : 'figure.country') },
        ...columns.map((column) => ({
          key: column,
          title:
            across === PERIOD ? locale.shortPeriod(column) : <CodeName dimension={across} code={column} />,
        })),
      ]}
      rows={rows.map((row) => ({
        key: row,
        cells: [
          name(row),
          ...columns.map((column) => {
            const incidents = valueAt(row, column);
            if (incidents === undefined) return <NotGiven key={column} />;
            const [country, period] = [countryOf(row, column), laid.periodOf(row, column)];
            const against = readAgainst(efforts, { country, period, incidents }, base);
            return <Span key={column} against={against} />;
          }),
        ],
      }))}
    />
  );
}

function Span({ against }: { readonly against: PerEffort | undefined }) {
  const { t, number } = useLocale();
  if (against === undefined)
    return (
      <>
        <span aria-hidden="true">–</span>
        <span className="spoken">{t('effort.notTold')}</span>
      </>
    );
  const { value, from, to } = written(against);
  const text =
    value === 0
      ? t('effort.upTo', { to: number(to) })
      : t('effort.span', { n: number(value), from: number(from), to: number(to) });
  return <span className="number">{text}</span>;
}

/** What is said of the one number and of the other: nothing of either may be missing from what is exported. */
const explainBoth = (numbers: Explain, effort: Explain): Explain => ({
  ...numbers,
  unit: `${numbers.unit} ${effort.unit}`,
  source: `${numbers.source} ${effort.source}`,
  rounding: `${numbers.rounding} ${effort.rounding}`,
  method: `${numbers.method} ${effort.method}`,
  footnotes: [...new Set([...numbers.footnotes, ...effort.footnotes])],
});
