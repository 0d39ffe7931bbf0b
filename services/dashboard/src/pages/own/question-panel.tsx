import { countryText } from '../../text/countries.ts';
import { useLocale } from '../../text/locale.tsx';
import { Choice } from '../../ui/choice.tsx';
import { chosenOf, type Parameters } from '../../ui/use-parameters.ts';
import { OWN_BY, OWN_LENGTHS, type OwnBy, type OwnLength } from './own-command.ts';
import { periodOf, recentPeriods } from './own-periods.ts';
import { BY_WORDS, LENGTH_WORDS } from './own-words.ts';

/** What is chosen, as the address has it. */
export type Chosen = {
  readonly country: string | undefined;
  readonly by: OwnBy;
  readonly length: OwnLength;
  readonly from: string | undefined;
  readonly to: string | undefined;
};

/** Where an organisation has one node, that one is asked unless somebody says otherwise. */
export function chosenIn({ get }: Parameters, countries: readonly string[]): Chosen {
  const length = chosenOf(get('period'), OWN_LENGTHS) ?? 'month';
  const from = periodOf(length, get('from'));
  const to = periodOf(length, get('to'));
  return {
    country: chosenOf(get('country'), countries) ?? (countries.length === 1 ? countries[0] : undefined),
    by: chosenOf(get('by'), OWN_BY) ?? 'type',
    length,
    from,
    // An address may name them the wrong way round.
    to: from !== undefined && to !== undefined && to < from ? undefined : to,
  };
}

/** Which of her organisation's numbers an analyst wants: for the page and for the command. */
export function QuestionPanel({
  chosen: { country, by, length, from, to },
  countries,
  set,
}: {
  readonly chosen: Chosen;
  readonly countries: readonly string[];
  readonly set: Parameters['set'];
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
    <section className="panel" aria-labelledby="question">
      <h2 id="question">{t('own.question')}</h2>
      <div className="filters own-question">
        <Choice
          label={t('own.country')}
          value={country ?? ''}
          {...(countries.length === 1 ? {} : { nothing: t('own.choose') })}
          options={countries.map((value) => ({ value, text: countryText(value, t) }))}
          choose={(value) => set({ country: value })}
        />
        <Choice
          label={t('own.by')}
          value={by}
          options={OWN_BY.map((value) => ({ value, text: t(BY_WORDS[value]) }))}
          choose={(value) => set({ by: value })}
        />
        <Choice
          label={t('period.length')}
          value={length}
          options={OWN_LENGTHS.map((value) => ({ value, text: t(LENGTH_WORDS[value]) }))}
          choose={(value) => set({ period: value, from: undefined, to: undefined })}
        />
        <Choice
          label={t('own.from')}
          value={from ?? ''}
          nothing={t('own.noLimit')}
          options={periods(from)}
          choose={(value) =>
            set({
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
          choose={(value) => set({ to: value })}
        />
      </div>
    </section>
  );
}
