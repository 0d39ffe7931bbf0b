import { useQuery } from '@tanstack/react-query';
import { trendsQuery } from '../../api/questions.ts';
import type { Answer } from '../../api/schemas.ts';
import type { Grid } from '../../model/grid.ts';
import { nameHeads } from '../../model/rearrange.ts';
import { useLocale } from '../../text/locale.tsx';
import { BarsChart } from '../../ui/charts/bars-chart.tsx';
import { RowBars } from '../../ui/charts/row-bars.tsx';
import { Figure } from '../../ui/figure.tsx';
import { Answered } from '../../ui/view-state.tsx';
import { causesQuestion, type RecordChoice } from './record-choice.ts';
import { largestFirst, withTotal } from './record-numbers.ts';

/** Causes of death, of the dead and of the missing. */
export function CausesPanel({ choice }: { readonly choice: RecordChoice }) {
  const query = useQuery(trendsQuery(causesQuestion(choice)));
  return <Answered query={query}>{(answer) => <Causes answer={answer} />}</Answered>;
}

function Causes({ answer }: { readonly answer: Answer }) {
  const { t, label } = useLocale();
  const title = t('record.causes');
  const byType = { title, rows: ['cause'], columns: 'type' };
  const grid = nameHeads(
    largestFirst(withTotal(answer, byType, t('record.all'))),
    'cause',
    (cause) => (cause === 'none' ? t('record.noCause') : label('causeOfDeath', cause)),
    t('record.cause'),
  );
  const types = grid.columns.slice(0, -1);
  const most = Math.max(
    1,
    ...grid.rows.flatMap(({ cells }) =>
      cells.slice(0, -1).map((cell) => (cell.kind === 'number' ? cell.max : 0)),
    ),
  );
  return (
    <Figure
      title={title}
      finding={`${t('record.title')}: ${title}`}
      caption={t('record.causes.caption')}
      explain={answer.explain}
      grids={[grid]}
      charts={[{ chart: <BarsChart grid={grid} column={grid.columns.length - 1} isRecord /> }]}
    >
      {types.map(({ id }, column) => (
        <div key={id}>
          <h3>{label('incidentType', id)}</h3>
          <RowBars grid={withNumbers(grid, column)} column={column} most={most} isRecord />
        </div>
      ))}
    </Figure>
  );
}

/** The rows that have more than 0 in a column. */
const withNumbers = (grid: Grid, column: number) => ({
  ...grid,
  rows: grid.rows.filter(({ cells }) => {
    const cell = cells[column];
    return cell?.kind === 'number' && cell.max > 0;
  }),
});
