import type { Changes } from '../../api/changes.ts';
import type { CompletenessMonth } from '../../api/completeness.ts';
import { monthsOf } from '../../model/period.ts';
import { silentSpans } from '../../model/silence.ts';
import type { Texts } from '../../text/compile-texts.ts';
import { countryText } from '../../text/countries.ts';
import type { Locale } from '../../text/locale.tsx';

/**
 * The verdict on the region and its reasons, for a text in which every number is bound to a released cell. Reasons with numbers are
 * left out. Countries that the verdict leaves out are named, and the second person checks them like typed places. `say` and the
 * texts are in the bulletin's language.
 */
export function verdictSentences(
  { headline, silent = [] }: Pick<Changes, 'headline' | 'silent'>,
  say: Locale['t'],
  { catalogue, terms }: Pick<Texts, 'catalogue' | 'terms'>,
): readonly string[] {
  if (headline?.verdict === undefined || headline.comparedNumber === undefined) return [];
  const { verdict, reasons = [], leftOut = [] } = headline;
  const texts: Readonly<Record<string, string>> = catalogue.changes;
  const isSilent = leftOut.length > 0 && leftOut.every((country) => silent.includes(country));
  const others = isSilent ? 'bulletin.ready.verdictSilent' : 'bulletin.ready.verdictOthers';
  return [
    say(leftOut.length > 0 ? others : 'bulletin.ready.verdict', {
      verdict: terms.verdicts[verdict],
      countries: leftOut.map((country) => countryText(country, say)).join(', '),
    }),
    ...reasons
      // The sentence above already gives this reason.
      .filter((reason) => !(isSilent && reason === 'silent-left-out'))
      .flatMap((reason) => (leftOut.length > 0 && texts[`${reason}.others`]) || (texts[reason] ?? []))
      .filter((text) => !text.includes('{')),
  ];
}

/** Names the countries in which half of the organisations or fewer reported for a period. Nothing if there is none. */
export function fewSentences(
  months: readonly CompletenessMonth[],
  period: string,
  say: Locale['t'],
): readonly string[] {
  const found = silentSpans(months, monthsOf(period), undefined, 'some');
  const countries = [...new Set(found.flatMap((one) => one.countries))];
  const silences = countries.map((country) => countryText(country, say)).join(', ');
  return countries.length === 0 ? [] : [say('completeness.few', { silences })];
}
