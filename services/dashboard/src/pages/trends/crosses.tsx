import { useQuery } from '@tanstack/react-query';
import type { PeriodKind } from '@waylight/calendar';
import { Link } from 'wouter';
import type { PlannedTable } from '../../api/planned-table.ts';
import { trendsQuery } from '../../api/questions.ts';
import { reportQuestion } from '../../api/report-questions.ts';
import type { Answer } from '../../api/schemas.ts';
import { crosstab, PERIOD } from '../../model/grid.ts';
import { periodsIn } from '../../model/period.ts';
import { codeText } from '../../text/code-name.ts';
import { useLocale } from '../../text/locale.tsx';
import { BarsChart } from '../../ui/charts/bars-chart.tsx';
import { RowBars } from '../../ui/charts/row-bars.tsx';
import { Figure } from '../../ui/figure.tsx';
import { SilentMonths } from '../../ui/silent-note.tsx';
import { Answered } from '../../ui/view-state.tsx';
import { largestText } from './finding.ts';
import { automaticKinds, periodKindsOf, plannedTableOf, QUESTIONS, questionOf } from './questions.ts';
import { rowsOf, shownGrid } from './shown-grid.ts';
import styles from './trends.module.css';
import { FIRST_VIEW, TRENDS_URL } from './trends-view.ts';

const SHOWN = ['where', 'what', 'who', 'byWhom', 'help'] as const;

export type CrossesProps = {
  readonly dimension: string;
  readonly code: string;
  readonly released: readonly PlannedTable[];
  readonly planned: readonly PlannedTable[];
};

/** Further questions about one code. Each is answered by a released table, or has the reason why it is not. */
export function Crosses({ dimension, code, released, planned }: CrossesProps) {
  const locale = useLocale();
  const { t } = locale;
  const name = codeText(dimension, code, locale);
  const others = QUESTIONS.filter(
    ({ name: one }) => SHOWN.some((shown) => shown === one) && one !== questionOf(dimension)?.name,
  );
  const withTable = others.map((question) => ({
    question,
    other: question.dimensions.find((one) => periodKindsOf(released, [one, dimension]).length > 0),
  }));
  const missing = withTable.filter(({ other }) => other === undefined).map(({ question }) => question);
  return (
    <section className={styles.crosses} data-part="crosses" aria-label={t('trends.crosses', { name })}>
      <h2>{t('trends.crosses', { name })}</h2>
      {missing.length > 0 && (
        <ul className="caption">
          {missing.map(({ title, dimensions }) => {
            const isPlanned = dimensions.some((one) => periodKindsOf(planned, [one, dimension]).length > 0);
            return (
              <li key={title}>
                <strong>{t(title)}</strong>{' '}
                {t(isPlanned ? 'trends.crosses.notYet' : 'trends.crosses.tooFew', { name })}
              </li>
            );
          })}
        </ul>
      )}
      <div className={styles.figures}>
        {withTable.map(({ question, other }) => {
          if (other === undefined) return null;
          const by = [other, dimension];
          const kind = automaticKinds(periodKindsOf(released, by))[0] ?? 'quarter';
          const table = plannedTableOf(released, { by, period: kind }, undefined);
          return (
            <Cross
              key={other}
              dimension={dimension}
              code={code}
              other={other}
              title={t(question.title)}
              kind={kind}
              table={table}
            />
          );
        })}
      </div>
    </section>
  );
}

type CrossProps = Pick<CrossesProps, 'dimension' | 'code'> & {
  readonly other: string;
  readonly title: string;
  readonly kind: PeriodKind;
  readonly table: PlannedTable | undefined;
};

function Cross(props: CrossProps) {
  const { dimension, other, kind } = props;
  const query = useQuery(trendsQuery(reportQuestion(kind, other, dimension)));
  return <Answered query={query}>{(answer) => <CrossFigure {...props} answer={answer} />}</Answered>;
}

function CrossFigure({
  dimension,
  code,
  other,
  title,
  kind,
  table,
  answer,
}: CrossProps & { readonly answer: Answer }) {
  const locale = useLocale();
  const { t, period } = locale;
  const newest = periodsIn(answer).at(-1) ?? '';
  const name = codeText(dimension, code, locale);
  const view = { ...FIRST_VIEW, by: [other, dimension], only: code, from: newest };
  const heading = `${title} ${name}, ${period(newest)}`;
  const { codes, only, whole } = shownGrid(answer, view, { kind, table, titleOf: () => heading, region: '' });
  if (only !== code || codes.length === 0)
    return (
      <section className="panel">
        <h3>{title}</h3>
        <p className="caption">{t('trends.crosses.pooled', { name, period: period(newest) })}</p>
      </section>
    );
  const grid = rowsOf(whole, codes);
  const all = crosstab(answer, {
    title: heading,
    rows: [other],
    columns: PERIOD,
    only: { [dimension]: [code] },
  });
  return (
    <Figure
      title={[title, largestText(grid, { column: 0, newest }, locale)]
        .filter((text) => text !== undefined)
        .join(' ')}
      caption={`${name}, ${period(newest)}`}
      explain={answer.explain}
      grids={[all]}
      charts={[{ chart: <BarsChart grid={grid} /> }]}
    >
      <RowBars grid={grid} />
      <SilentMonths periods={[newest]} />
      <Link
        className={styles.more}
        href={`/trends?${TRENDS_URL.write({ ...view, from: undefined, period: kind })}`}
      >
        {t('trends.crosses.open')}
      </Link>
    </Figure>
  );
}
