import { useQuery } from '@tanstack/react-query';
import { BarsChart } from '../../charts/bars-chart.tsx';
import { RowBars } from '../../charts/row-bars.tsx';
import { trendsQuery } from '../../data/questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { crosstab, exactCell } from '../../model/grid.ts';
import { fillRows, joinColumns, nameHeads } from '../../model/rearrange.ts';
import { Figure } from '../../parts/figure.tsx';
import { Answered } from '../../parts/view-state.tsx';
import type { MessageId } from '../../text/texts.ts';
import { RECORD, type RecordChoice } from './record-choice.ts';
import { SOURCE_QUALITIES } from './record-numbers.ts';

type SourceQuality = (typeof SOURCE_QUALITIES)[number];

const WORDS: Readonly<Record<SourceQuality, MessageId>> = {
  '5': 'record.quality.5',
  '4': 'record.quality.4',
  '3': 'record.quality.3',
  '2': 'record.quality.2',
  '1': 'record.quality.1',
  unknown: 'record.notStated',
};
const DIMENSION = 'sourceQuality';

/** Quality of the source of each entry, as its publisher grades it. */
export function QualityPanel({ choice }: { readonly choice: RecordChoice }) {
  const query = useQuery(trendsQuery({ ...RECORD, ...choice, by: [DIMENSION, 'type'], period: 'year' }));
  return <Answered query={query}>{(answer) => <Quality answer={answer} />}</Answered>;
}

function Quality({ answer }: { readonly answer: Answer }) {
  const { t } = useLocale();
  const title = t('record.quality');
  const measure = { id: 'TOTAL', dimension: 'type', text: t('record.all') };
  const grid = nameHeads(
    fillRows(
      joinColumns(
        crosstab(answer, { title, rows: [DIMENSION], columns: 'type' }),
        crosstab(answer, { title, rows: [DIMENSION], measure }),
      ),
      SOURCE_QUALITIES,
      exactCell(0),
    ),
    DIMENSION,
    (code) => t(WORDS[code as SourceQuality]),
    t('record.quality.grade'),
  );
  const all = grid.columns.length - 1;
  return (
    <Figure
      title={title}
      finding={`${t('record.title')}: ${title}`}
      caption={t('record.quality.caption')}
      explain={answer.explain}
      grids={[grid]}
      charts={[{ chart: <BarsChart grid={grid} column={all} /> }]}
    >
      <RowBars grid={grid} column={all} />
    </Figure>
  );
}
