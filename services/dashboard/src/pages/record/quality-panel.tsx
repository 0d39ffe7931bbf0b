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
import { crossed, SOURCE_QUALITIES } from './record-numbers.ts';

const WORDS: Readonly<Record<(typeof SOURCE_QUALITIES)[number], MessageId>> = {
  '5': 'record.quality.5',
  '4': 'record.quality.4',
  '3': 'record.quality.3',
  '2': 'record.quality.2',
  '1': 'record.quality.1',
  unknown: 'record.notStated',
};

/** How good the source of each entry is, as who published it rates it. */
export function QualityPanel({ choice }: { readonly choice: RecordChoice }) {
  const query = useQuery(
    trendsQuery({ ...RECORD, ...choice, by: ['sourceQuality', 'type'], period: 'year' }),
  );
  return <Answered query={query}>{(answer) => <Quality answer={answer} />}</Answered>;
}

function Quality({ answer }: { readonly answer: Answer }) {
  const { t, number, label } = useLocale();
  const table = crossed(answer, (cell) => [String(cell.sourceQuality), String(cell.type)]);
  const title = t('record.quality');
  return (
    <Figure
      title={title}
      caption={t('record.quality.caption')}
      explain={answer.explain}
      table={
        <DataTable
          caption={title}
          columns={[
            { key: 'quality', title: t('record.quality.grade') },
            ...table.columns.map((type) => ({
              key: type,
              title: label('incidentType', type),
              isNumber: true,
            })),
            { key: 'all', title: t('record.all'), isNumber: true },
          ]}
          rows={SOURCE_QUALITIES.map((one) => ({
            key: one,
            cells: [
              t(WORDS[one]),
              ...table.columns.map((type) => number(table.at(one, type))),
              number(table.ofRow(one)),
            ],
          }))}
        />
      }
    >
      <RowBars
        rows={SOURCE_QUALITIES.map((one) => ({ key: one, name: t(WORDS[one]), value: table.ofRow(one) }))}
      />
    </Figure>
  );
}
