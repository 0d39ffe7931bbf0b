import { roundedText } from '@waylight/reading';
import type { PlannedTable } from '../../data/planned-table.ts';
import type { Nearest } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { coarserQuestions, type Question } from './coarser.ts';
import { byText, PERIOD_WORDS } from './table-choice.tsx';
import { askedAnew, PERIOD, readView, type TrendsView } from './trends-view.ts';

type OfferProps = { readonly view: TrendsView; readonly change: (next: TrendsView) => void };

/** Tables in which rounding says more, where it says little in most cells of this view. */
export function CoarserOffer({
  view,
  change,
  released,
  base,
}: OfferProps & { readonly released: readonly PlannedTable[]; readonly base: number }) {
  const { t, language, number } = useLocale();
  const read = (value: number) => roundedText(value, { language, base, format: number });
  const questions = coarserQuestions(view, released);
  return (
    <div className="state" role="note">
      <p className="state-says">{t('trends.small', { zero: read(0), least: read(base) })}</p>
      <p>{questions.length === 0 ? t('trends.small.none') : t('trends.small.next')}</p>
      <Questions questions={questions} view={view} change={change} />
    </div>
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
  const asked = nearestQuestion(nearest);
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
        {t(isTheSame || hasNone ? 'trends.notYet' : 'trends.nearest', { table: asked.table })}
      </p>
      {questions.length > 0 && <p>{t('trends.nearest.next')}</p>}
      <Questions questions={questions} view={view} change={change} />
    </div>
  );
}

function nearestQuestion({ tableId, question }: Nearest): Question | undefined {
  if (question === undefined) return undefined;
  // Read as an address would be, so that only lengths of periods that there are come out of it.
  const { period } = readView(new URLSearchParams({ period: question.period ?? '' }));
  return { by: question.by.filter((name) => name !== PERIOD), period, table: tableId };
}

function Questions({ questions, view, change }: OfferProps & { readonly questions: readonly Question[] }) {
  const locale = useLocale();
  return (
    <div className="fields">
      {questions.map(({ by, period }) => (
        <button key={`${by}.${period}`} type="button" onClick={() => change(askedAnew(view, by, period))}>
          {`${byText(by, locale)} · ${locale.t(PERIOD_WORDS[period])}`}
        </button>
      ))}
    </div>
  );
}
