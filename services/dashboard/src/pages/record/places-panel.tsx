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
import { KEPT_WORDS } from './map-panel.tsx';
import { placesQuestion, type RecordChoice } from './record-choice.ts';
import { KEPT_AS, type KeptAs, keptPlace, PLACE_PRECISIONS } from './record-numbers.ts';

const PRECISION = 'placePrecision';
const KEPT = 'kept';

/** How exactly sources knew the place, and what is kept of it here, which is never more exact. */
export function PlacesPanel({ choice }: { readonly choice: RecordChoice }) {
  const query = useQuery(trendsQuery(placesQuestion(choice)));
  return <Answered query={query}>{(answer) => <Places answer={answer} />}</Answered>;
}

function Places({ answer }: { readonly answer: Answer }) {
  const { t, label } = useLocale();
  const title = t('record.places');
  const cells = answer.cells.map((cell) => ({ ...cell, [KEPT]: keptPlace(cell).as }));
  const byKept = crosstab(
    { ...answer, cells },
    { title, rows: [PRECISION], columns: KEPT, order: () => KEPT_AS },
  );
  const measure = { id: 'TOTAL', dimension: KEPT, text: t('record.all') };
  const named = nameHeads(byKept, KEPT, (as) => t(KEPT_WORDS[as as KeptAs]));
  const grid = nameHeads(
    fillRows(
      joinColumns(named, crosstab(answer, { title, rows: [PRECISION], measure })),
      PLACE_PRECISIONS,
      exactCell(0),
    ),
    PRECISION,
    (code) => (code === 'unknown' ? t('record.notStated') : label('placePrecision', code)),
    t('record.places.known'),
  );
  const all = grid.columns.length - 1;
  return (
    <Figure
      title={title}
      finding={`${t('record.title')}: ${title}`}
      caption={t('record.places.caption')}
      explain={answer.explain}
      grids={[grid]}
      charts={[{ chart: <BarsChart grid={grid} column={all} /> }]}
    >
      <RowBars grid={grid} column={all} />
    </Figure>
  );
}
