import { useQuery } from '@tanstack/react-query';
import { type TrendsQuestion, trendsQuery } from '../../api/questions.ts';
import type { Answer } from '../../api/schemas.ts';
import { crosstab, exactCell, type Grid } from '../../model/grid.ts';
import { fillRows, nameHeads } from '../../model/rearrange.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { BarsChart } from '../../ui/charts/bars-chart.tsx';
import { RowBars } from '../../ui/charts/row-bars.tsx';
import { Figure } from '../../ui/figure.tsx';
import { Answered } from '../../ui/view-state.tsx';
import { KEPT_WORDS } from './map-panel.tsx';
import { datesQuestion, placesQuestion, qualityQuestion, type RecordChoice } from './record-choice.ts';
import {
  DATE_PRECISIONS,
  type DatePrecision,
  datePrecision,
  KEPT_AS,
  type KeptAs,
  keptPlace,
  PLACE_PRECISIONS,
  SOURCE_QUALITIES,
  withTotal,
} from './record-numbers.ts';

type BarsPanelProps = {
  readonly question: TrendsQuestion;
  readonly title: MessageId;
  readonly caption: MessageId;
  /** Its last column has the totals, which the bars show. */
  readonly gridOf: (answer: Answer, title: string, locale: Locale) => Grid;
};

/** Persons by one property of their entries, with a bar in each row. */
function BarsPanel({ question, title: titleId, caption, gridOf }: BarsPanelProps) {
  const locale = useLocale();
  const { t } = locale;
  const query = useQuery(trendsQuery(question));
  const title = t(titleId);
  return (
    <Answered query={query}>
      {(answer) => {
        const grid = gridOf(answer, title, locale);
        const column = grid.columns.length - 1;
        return (
          <Figure
            title={title}
            finding={`${t('record.title')}: ${title}`}
            caption={t(caption)}
            explain={answer.explain}
            grids={[grid]}
            charts={[{ chart: <BarsChart grid={grid} column={column} isRecord /> }]}
          >
            <RowBars grid={grid} column={column} isRecord />
          </Figure>
        );
      }}
    </Answered>
  );
}

type PanelProps = { readonly choice: RecordChoice };

const DATE_WORDS: Readonly<Record<DatePrecision, MessageId>> = {
  day: 'record.date.day',
  month: 'record.date.month',
  year: 'record.date.year',
};
const DATE = 'datePrecision';

/** Precision of the dates. */
export const DatesPanel = ({ choice }: PanelProps) => (
  <BarsPanel
    question={datesQuestion(choice)}
    title="record.dates"
    caption="record.dates.caption"
    gridOf={(answer, title, { t }) => {
      const cells = answer.cells.map((cell) => ({ ...cell, [DATE]: datePrecision(String(cell.period)) }));
      const measure = { id: 'persons', text: t('record.all') };
      return nameHeads(
        fillRows(
          crosstab({ ...answer, cells }, { title, rows: [DATE], measure }),
          DATE_PRECISIONS,
          exactCell(0),
        ),
        DATE,
        (code) => t(DATE_WORDS[code as DatePrecision]),
        t('record.precision'),
      );
    }}
  />
);

const PLACE = 'placePrecision';
const KEPT = 'kept';

/** Precision of places as known to the source, and as stored here. The stored place is never more precise. */
export const PlacesPanel = ({ choice }: PanelProps) => (
  <BarsPanel
    question={placesQuestion(choice)}
    title="record.places"
    caption="record.places.caption"
    gridOf={(answer, title, { t, label }) => {
      const cells = answer.cells.map((cell) => ({ ...cell, [KEPT]: keptPlace(cell).as }));
      const options = { title, rows: [PLACE], columns: KEPT, order: () => KEPT_AS };
      const grid = withTotal({ ...answer, cells }, options, t('record.all'));
      const named = nameHeads(grid, KEPT, (as) =>
        as === 'TOTAL' ? t('record.all') : t(KEPT_WORDS[as as KeptAs]),
      );
      return nameHeads(
        fillRows(named, PLACE_PRECISIONS, exactCell(0)),
        PLACE,
        (code) => (code === 'unknown' ? t('record.notStated') : label(PLACE, code)),
        t('record.places.known'),
      );
    }}
  />
);

const QUALITY_WORDS: Readonly<Record<(typeof SOURCE_QUALITIES)[number], MessageId>> = {
  '5': 'record.quality.5',
  '4': 'record.quality.4',
  '3': 'record.quality.3',
  '2': 'record.quality.2',
  '1': 'record.quality.1',
  unknown: 'record.notStated',
};
const QUALITY = 'sourceQuality';

/** Quality of the source of each entry, as graded by its publisher. */
export const QualityPanel = ({ choice }: PanelProps) => (
  <BarsPanel
    question={qualityQuestion(choice)}
    title="record.quality"
    caption="record.quality.caption"
    gridOf={(answer, title, { t }) =>
      nameHeads(
        fillRows(
          withTotal(answer, { title, rows: [QUALITY], columns: 'type' }, t('record.all')),
          SOURCE_QUALITIES,
          exactCell(0),
        ),
        QUALITY,
        (code) => t(QUALITY_WORDS[code as keyof typeof QUALITY_WORDS]),
        t('record.quality.grade'),
      )
    }
  />
);
