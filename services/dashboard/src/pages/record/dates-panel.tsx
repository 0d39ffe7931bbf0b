import { useQuery } from '@tanstack/react-query';
import { RowBars } from '../../charts/row-bars.tsx';
import { trendsQuery } from '../../data/questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Answered } from '../../parts/view-state.tsx';
import type { MessageId } from '../../text/texts.ts';
import { RECORD, type RecordChoice } from './record-choice.ts';
import { crossed, DATE_PRECISIONS, type DatePrecision, datePrecision } from './record-numbers.ts';

const WORDS: Readonly<Record<DatePrecision, MessageId>> = {
  day: 'record.date.day',
  month: 'record.date.month',
  year: 'record.date.year',
};

/** How exactly dates are known. */
export function DatesPanel({ choice }: { readonly choice: RecordChoice }) {
  const query = useQuery(trendsQuery({ ...RECORD, ...choice, by: ['period'], period: 'week' }));
  return <Answered query={query}>{(answer) => <Dates answer={answer} />}</Answered>;
}

function Dates({ answer }: { readonly answer: Answer }) {
  const { t, number } = useLocale();
  const table = crossed(answer, (cell) => [datePrecision(String(cell.period)), '']);
  const title = t('record.dates');
  return (
    <Figure
      title={title}
      caption={t('record.dates.caption')}
      explain={answer.explain}
      table={
        <DataTable
          caption={title}
          columns={[
            { key: 'precision', title: t('record.precision') },
            { key: 'persons', title: t('record.all'), isNumber: true },
          ]}
          rows={DATE_PRECISIONS.map((one) => ({
            key: one,
            cells: [t(WORDS[one]), number(table.ofRow(one))],
          }))}
        />
      }
    >
      <RowBars
        rows={DATE_PRECISIONS.map((one) => ({ key: one, name: t(WORDS[one]), value: table.ofRow(one) }))}
      />
    </Figure>
  );
}
