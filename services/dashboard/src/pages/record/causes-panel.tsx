import { useQuery } from '@tanstack/react-query';
import { BarsChart } from '../../charts/bars-chart.tsx';
import { RowBars } from '../../charts/row-bars.tsx';
import { trendsQuery } from '../../data/questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { crosstab, numbersOf } from '../../model/grid.ts';
import { joinColumns, nameHeads } from '../../model/rearrange.ts';
import { Figure } from '../../parts/figure.tsx';
import { Answered } from '../../parts/view-state.tsx';
import { RECORD, type RecordChoice } from './record-choice.ts';
import { largestFirst } from './record-numbers.ts';

/** Causes of death, of the dead and of the missing. */
export function CausesPanel({ choice }: { readonly choice: RecordChoice }) {
  const query = useQuery(trendsQuery({ ...RECORD, ...choice, by: ['cause', 'type'], period: 'year' }));
  return <Answered query={query}>{(answer) => <Causes answer={answer} />}</Answered>;
}

function Causes({ answer }: { readonly answer: Answer }) {
  const { t, label } = useLocale();
  const title = t('record.causes');
  const byType = crosstab(answer, { title, rows: ['cause'], columns: 'type' });
  const measure = { id: 'TOTAL', dimension: 'type', text: t('record.all') };
  const grid = nameHeads(
    largestFirst(joinColumns(byType, crosstab(answer, { title, rows: ['cause'], measure }))),
    'cause',
    (cause) => (cause === 'none' ? t('record.noCause') : label('causeOfDeath', cause)),
    t('record.cause'),
  );
  const most = Math.max(1, ...numbersOf(byType).map(({ max }) => max));
  return (
    <Figure
      title={title}
      finding={`${t('record.title')}: ${title}`}
      caption={t('record.causes.caption')}
      explain={answer.explain}
      grids={[grid]}
      charts={[{ chart: <BarsChart grid={grid} column={grid.columns.length - 1} /> }]}
    >
      {byType.columns.map(({ id }, column) => (
        <div key={id}>
          <h3>{label('incidentType', id)}</h3>
          <RowBars grid={withNumbers(grid, column)} column={column} most={most} />
        </div>
      ))}
    </Figure>
  );
}

/** The rows that have more than 0 in a column. */
const withNumbers = (grid: ReturnType<typeof crosstab>, column: number) => ({
  ...grid,
  rows: grid.rows.filter(({ cells }) => {
    const cell = cells[column];
    return cell?.kind === 'number' && cell.max > 0;
  }),
});
