import { useQuery } from '@tanstack/react-query';
import { RowBars } from '../../charts/row-bars.tsx';
import { trendsQuery } from '../../data/questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Answered } from '../../parts/view-state.tsx';
import { RECORD, type RecordChoice } from './record-choice.ts';
import { crossed } from './record-numbers.ts';

/** What people died of, with those who are missing apart from those who are dead. */
export function CausesPanel({ choice }: { readonly choice: RecordChoice }) {
  const query = useQuery(trendsQuery({ ...RECORD, ...choice, by: ['cause', 'type'], period: 'year' }));
  return <Answered query={query}>{(answer) => <Causes answer={answer} />}</Answered>;
}

function Causes({ answer }: { readonly answer: Answer }) {
  const { t, number, label } = useLocale();
  const table = crossed(answer, (cell) => [String(cell.cause), String(cell.type)]);
  const nameOf = (cause: string) => (cause === 'none' ? t('record.noCause') : label('causeOfDeath', cause));
  const most = Math.max(
    1,
    ...table.rows.flatMap((cause) => table.columns.map((type) => table.at(cause, type))),
  );
  const title = t('record.causes');
  return (
    <Figure
      title={title}
      caption={t('record.causes.caption')}
      explain={answer.explain}
      table={
        <DataTable
          caption={title}
          columns={[
            { key: 'cause', title: t('record.cause') },
            ...table.columns.map((type) => ({
              key: type,
              title: label('incidentType', type),
              isNumber: true,
            })),
            { key: 'all', title: t('record.all'), isNumber: true },
          ]}
          rows={table.rows.map((cause) => ({
            key: cause,
            cells: [
              nameOf(cause),
              ...table.columns.map((type) => number(table.at(cause, type))),
              number(table.ofRow(cause)),
            ],
          }))}
        />
      }
    >
      {table.columns.map((type) => (
        <div key={type}>
          <h3>{label('incidentType', type)}</h3>
          <RowBars
            most={most}
            rows={table.rows
              .filter((cause) => table.at(cause, type) > 0)
              .map((cause) => ({ key: cause, name: nameOf(cause), value: table.at(cause, type) }))}
          />
        </div>
      ))}
    </Figure>
  );
}
