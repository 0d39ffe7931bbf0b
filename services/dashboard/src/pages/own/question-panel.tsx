import {
  dayOfInstant,
  PERIOD_KINDS,
  type PeriodKind,
  periodDays,
  periodKindOf,
  periodOf as periodOfDay,
} from '@waylight/calendar';
import { countryText } from '../../text/countries.ts';
import { useLocale } from '../../text/locale.tsx';
import { Choice } from '../../ui/select.tsx';
import { anyText, oneOf, urlFields } from '../../ui/use-url-state.ts';
import { OWN_BY, type OwnBy } from './own-command.ts';
import { BY_WORDS } from './own-words.ts';

/** The choices, as in the URL. */
export type Chosen = {
  readonly country: string | undefined;
  readonly by: OwnBy;
  readonly length: PeriodKind;
  readonly from: string | undefined;
  readonly to: string | undefined;
};

export const OWN_URL = urlFields({
  country: anyText,
  by: oneOf(OWN_BY),
  period: oneOf(PERIOD_KINDS),
  from: anyText,
  to: anyText,
});
type OwnState = ReturnType<typeof OWN_URL.read>;

/** An organisation with a single node needs no choice of the node. */
export function chosenIn(state: OwnState, countries: readonly string[]): Chosen {
  const { by = 'type', period: length = 'month' } = state;
  const from = periodOf(length, state.from);
  const to = periodOf(length, state.to);
  return {
    country:
      countries.find((one) => one === state.country) ?? (countries.length === 1 ? countries[0] : undefined),
    by,
    length,
    from,
    // A URL may contain the bounds in reverse order.
    to: from !== undefined && to !== undefined && to < from ? undefined : to,
  };
}

/** Choices of an organisation's own numbers, for the page and for the command. */
export function QuestionPanel({
  chosen: { country, by, length, from, to },
  countries,
  change,
}: {
  readonly chosen: Chosen;
  readonly countries: readonly string[];
  readonly change: (changes: Partial<OwnState>) => void;
}) {
  const { t, period } = useLocale();
  const recent = recentPeriods(length, Date.now());
  const periods = (chosen: string | undefined) =>
    (chosen === undefined || recent.includes(chosen) ? recent : [...recent, chosen]).map((value) => ({
      value,
      text: period(value),
    }));
  const notBefore = periods(to).filter(({ value }) => from === undefined || value >= from);
  return (
    <section className="panel controls" aria-labelledby="question">
      <h2 id="question">{t('own.question')}</h2>
      <div className="fields">
        <Choice
          label={t('own.country')}
          value={country ?? ''}
          nothing={countries.length === 1 ? undefined : t('own.choose')}
          options={countries.map((value) => ({ value, text: countryText(value, t) }))}
          choose={(value) => change({ country: value })}
        />
        <Choice
          label={t('own.by')}
          value={by}
          options={OWN_BY.map((value) => ({ value, text: t(BY_WORDS[value]) }))}
          choose={(value) => change({ by: value })}
        />
        <Choice
          label={t('period.length')}
          value={length}
          options={PERIOD_KINDS.map((value) => ({ value, text: t(`own.length.${value}`) }))}
          choose={(value) => change({ period: value, from: undefined, to: undefined })}
        />
        <Choice
          label={t('own.from')}
          value={from ?? ''}
          nothing={t('own.noLimit')}
          options={periods(from)}
          choose={(value) =>
            change({
              from: value,
              ...(value !== undefined && to !== undefined && to < value ? { to: undefined } : {}),
            })
          }
        />
        <Choice
          label={t('own.to')}
          value={to ?? ''}
          nothing={t('own.noLimit')}
          options={notBefore}
          choose={(value) => change({ to: value })}
        />
      </div>
    </section>
  );
}

/** Number of periods to choose from: about five years, two of weeks, ten of years. */
const MOST: Readonly<Record<PeriodKind, number>> = { week: 105, month: 61, quarter: 21, year: 10 };

/** Possible periods, newest first. */
export function recentPeriods(length: PeriodKind, nowMs: number): readonly string[] {
  const periods: string[] = [];
  for (let day = dayOfInstant(nowMs); periods.length < MOST[length]; ) {
    const id = periodOfDay(length, day);
    periods.push(id);
    day = periodDays(length, id).fromDay - 1;
  }
  return periods;
}

/** The period of the URL, if it has this length. */
export const periodOf = (length: PeriodKind, asked: string | undefined): string | undefined =>
  asked !== undefined && periodKindOf(asked) === length ? asked : undefined;
