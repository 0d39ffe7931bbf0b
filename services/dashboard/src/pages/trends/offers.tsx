import type { PlannedTable } from '../../data/planned-table.ts';
import type { Nearest } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { PERIOD } from '../../model/grid.ts';
import { MostlySmall } from '../../parts/mostly-small.tsx';
import { tableText } from '../../parts/table-name.ts';
import { useTableNames } from '../../parts/use-table-names.ts';
import { coarserQuestions, type Question } from './coarser.ts';
import { askedAnew, readView, type TrendsView } from './trends-view.ts';

type OfferProps = { readonly view: TrendsView; readonly change: (next: TrendsView) => void };

/** Tables in which rounding says more, where it says little in most cells of this view. */
export function CoarserOffer({
  view,
  change,
  released,
  base,
}: OfferProps & { readonly released: readonly PlannedTable[]; readonly base: number }) {
  const questions = coarserQuestions(view, released);
  return (
    <MostlySmall base={base} next={questions.length === 0 ? 'trends.small.none' : 'trends.small.next'}>
      <Questions questions={questions} view={view} change={change} />
    </MostlySmall>
  );
}

/** The question nearest to one that no table answers; or that its table has no numbers yet. */
export function NearestOffer({
  view,
  change,
  nearest,
  released,
}: OfferProps & { readonly nearest: Nearest; readonly released: readonly PlannedTable[] }) {
  const { t } = useLocale();
  const names = useTableNames();
  const asked = nearestQuestion(nearest, released);
  if (asked === undefined) return null;
  const isTheSame =
    asked.period === view.period &&
    view.by.every((name) => asked.by.includes(name)) &&
    asked.by.length === view.by.length;
  const hasNone = !released.some(({ id }) => id === asked.table);
  const questions = hasNone ? coarserQuestions({ by: asked.by, period: 'month' }, released) : [asked];
  return (
    <div className="state" role="note">
      <p className="state-says">
        {t(isTheSame || hasNone ? 'trends.notYet' : 'trends.nearest', { table: names.table(asked.table) })}
      </p>
      {questions.length > 0 && <p>{t('trends.nearest.next')}</p>}
      <Questions questions={questions} view={view} change={change} />
    </div>
  );
}

function nearestQuestion(
  { tableId, question }: Nearest,
  released: readonly PlannedTable[],
): Question | undefined {
  if (question === undefined) return undefined;
  // Read as an address would be, so that only lengths of periods that there are come out of it.
  const { period } = readView(new URLSearchParams({ period: question.period ?? '' }));
  const isByReceipt = released.find(({ id }) => id === tableId)?.isByReceipt ?? false;
  return { by: question.by.filter((name) => name !== PERIOD), period, table: tableId, isByReceipt };
}

function Questions({ questions, view, change }: OfferProps & { readonly questions: readonly Question[] }) {
  const locale = useLocale();
  return (
    <div className="fields">
      {questions.map((question) => {
        const { by, period } = question;
        return (
          <button key={`${by}.${period}`} type="button" onClick={() => change(askedAnew(view, by, period))}>
            {tableText(question, locale)}
          </button>
        );
      })}
    </div>
  );
}
