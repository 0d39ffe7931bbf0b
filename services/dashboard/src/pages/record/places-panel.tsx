import { useQuery } from '@tanstack/react-query';
import { RowBars } from '../../charts/row-bars.tsx';
import { trendsQuery } from '../../data/questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Answered } from '../../parts/view-state.tsx';
import { KEPT_WORDS } from './map-panel.tsx';
import { placesQuestion, type RecordChoice } from './record-choice.ts';
import { crossed, KEPT_AS, keptPlace, PLACE_PRECISIONS } from './record-numbers.ts';

/** How exactly sources knew the place, and what is kept of it here: the second is never more exact than the first. */
export function PlacesPanel({ choice }: { readonly choice: RecordChoice }) {
  const query = useQuery(trendsQuery(placesQuestion(choice)));
  return <Answered query={query}>{(answer) => <Places answer={answer} />}</Answered>;
}

function Places({ answer }: { readonly answer: Answer }) {
  const { t, number, label } = useLocale();
  const table = crossed(answer, (cell) => [String(cell.placePrecision), keptPlace(cell).as]);
  const nameOf = (precision: string) =>
    precision === 'unknown' ? t('record.notStated') : label('placePrecision', precision);
  const title = t('record.places');
  return (
    <Figure
      title={title}
      caption={t('record.places.caption')}
      explain={answer.explain}
      table={
        <DataTable
          caption={title}
          columns={[
            { key: 'precision', title: t('record.places.known') },
            ...KEPT_AS.map((one) => ({ key: one, title: t(KEPT_WORDS[one]), isNumber: true })),
            { key: 'all', title: t('record.all'), isNumber: true },
          ]}
          rows={PLACE_PRECISIONS.map((one) => ({
            key: one,
            cells: [nameOf(one), ...KEPT_AS.map((as) => number(table.at(one, as))), number(table.ofRow(one))],
          }))}
        />
      }
    >
      <RowBars
        rows={PLACE_PRECISIONS.map((one) => ({ key: one, name: nameOf(one), value: table.ofRow(one) }))}
      />
    </Figure>
  );
}
