import { useQuery } from '@tanstack/react-query';
import { RowBars } from '../../charts/row-bars.tsx';
import { trendsQuery } from '../../data/questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import type { MessageId } from '../../messages/catalogs.ts';
import { Country } from '../../parts/country.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Answered } from '../../parts/view-state.tsx';
import { RECORD, type RecordChoice } from './record-choice.ts';
import { crossed, PLACE_PRECISIONS, type PlacePrecision, placePrecision } from './record-numbers.ts';

const WORDS: Readonly<Record<PlacePrecision, MessageId>> = {
  segment: 'record.place.segment',
  area: 'record.place.area',
  country: 'record.place.country',
  unknown: 'record.place.unknown',
};

/** How exactly places are known: nobody takes a country's entry for a point. */
export function PlacesPanel({ choice }: { readonly choice: RecordChoice }) {
  const query = useQuery(
    trendsQuery({ ...RECORD, ...choice, by: ['country', 'area', 'segment'], period: 'year' }),
  );
  return <Answered query={query}>{(answer) => <Places answer={answer} />}</Answered>;
}

function Places({ answer }: { readonly answer: Answer }) {
  const { t, number } = useLocale();
  const table = crossed(answer, (cell) => [String(cell.country), placePrecision(cell)]);
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
            { key: 'country', title: t('figure.country') },
            ...PLACE_PRECISIONS.map((one) => ({ key: one, title: t(WORDS[one]), isNumber: true })),
          ]}
          rows={table.rows.map((code) => ({
            key: code,
            cells: [
              <Country key={code} code={code} />,
              ...PLACE_PRECISIONS.map((one) => number(table.at(code, one))),
            ],
          }))}
        />
      }
    >
      <RowBars
        rows={PLACE_PRECISIONS.map((one) => ({ key: one, name: t(WORDS[one]), value: table.ofColumn(one) }))}
      />
    </Figure>
  );
}
