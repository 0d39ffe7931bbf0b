import { useQuery } from '@tanstack/react-query';
import { BarsChart } from '../../charts/bars-chart.tsx';
import { RowBars } from '../../charts/row-bars.tsx';
import { trendsQuery } from '../../data/questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { crosstab, exactCell } from '../../model/grid.ts';
import { fillRows, nameHeads } from '../../model/rearrange.ts';
import { Figure } from '../../parts/figure.tsx';
import { Answered } from '../../parts/view-state.tsx';
import type { MessageId } from '../../text/texts.ts';
import { RECORD, type RecordChoice } from './record-choice.ts';
import { DATE_PRECISIONS, type DatePrecision, datePrecision } from './record-numbers.ts';

const WORDS: Readonly<Record<DatePrecision, MessageId>> = {
  day: 'record.date.day',
  month: 'record.date.month',
  year: 'record.date.year',
};
const DIMENSION = 'datePrecision';

/** How exactly dates are known. */
export function DatesPanel({ choice }: { readonly choice: RecordChoice }) {
  const query = useQuery(trendsQuery({ ...RECORD, ...choice, by: ['period'], period: 'week' }));
  return <Answered query={query}>{(answer) => <Dates answer={answer} />}</Answered>;
}

function Dates({ answer }: { readonly answer: Answer }) {
  const { t } = useLocale();
  const title = t('record.dates');
  const cells = answer.cells.map((cell) => ({ ...cell, [DIMENSION]: datePrecision(String(cell.period)) }));
  const measure = { id: 'persons', text: t('record.all') };
  const grid = nameHeads(
    fillRows(
      crosstab({ ...answer, cells }, { title, rows: [DIMENSION], measure }),
      DATE_PRECISIONS,
      exactCell(0),
    ),
    DIMENSION,
    (code) => t(WORDS[code as DatePrecision]),
    t('record.precision'),
  );
  return (
    <Figure
      title={title}
      finding={`${t('record.title')}: ${title}`}
      caption={t('record.dates.caption')}
      explain={answer.explain}
      grids={[grid]}
      charts={[{ chart: <BarsChart grid={grid} /> }]}
    >
      <RowBars grid={grid} />
    </Figure>
  );
}
