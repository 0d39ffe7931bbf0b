import type { Language } from '@waylight/taxonomy/labels';
import type { ChangeReason, Changes, ChangeText, Comparison, ReleasedNumber, Span } from '../change-codes.ts';
import type { MessageFormatter } from '../explanations/format-messages.ts';
import { fillTemplate } from '../fill-template.ts';
import { formatRounded } from '../rounding/format-rounded.ts';
import type { Terms } from './terms.ts';

export type ChangeFormatter = Pick<MessageFormatter, 'words' | 'number' | 'period' | 'day' | 'code'> & {
  readonly terms: Terms;
  readonly language: Language;
};

/** Sentences on two periods. Each list is one paragraph. */
export type ChangesText = {
  /** Silent countries, by period. */
  readonly silent: readonly string[];
  readonly headline: readonly string[];
  readonly findings: readonly (readonly string[])[];
  /** Notes that hold for all of it, and the next date. */
  readonly notes: readonly string[];
};

/** Describes the changes between two periods. All statements come from the response. */
export function describeChanges(changes: Changes, formatter: ChangeFormatter): ChangesText {
  const {
    period = '',
    comparedPeriod = '',
    headline,
    silent = [],
    comparedSilent = [],
    findings = [],
  } = changes;
  const fill = createFill(formatter);
  const { next } = changes;
  const nextText = next?.needsApproval === true ? 'nextApproved' : 'next';
  const nextNote = next === undefined ? [] : [fill(nextText, { day: formatter.day(next.day) })];
  if (period === '') return { silent: [], headline: [fill('noRelease')], findings: [], notes: nextNote };
  const silences = [
    { id: period, countries: silent },
    { id: comparedPeriod, countries: comparedSilent },
  ].filter(({ countries }) => countries.length > 0);
  const hasVerdicts = changes.reasons.length === 0;
  return {
    silent: silences.map(({ id, countries }) =>
      fill('silent', { period: formatter.period(id), countries: listCountries(countries, formatter) }),
    ),
    headline: headline === undefined ? [] : describeComparison(headline, changes, formatter),
    findings: findings.map((one) => describeComparison(one, changes, formatter)),
    notes: [
      ...(hasVerdicts && findings.length === 0 ? [fill('noFindings')] : []),
      ...changes.reasons.flatMap((reason) => describeReason(reason, undefined, changes, fill, formatter)),
      ...(hasVerdicts ? [fill('country')] : []),
      ...nextNote,
    ],
  };
}

/** Describes one subject: numbers and verdict, then reasons, then the comparison per effort. */
export function describeComparison(
  comparison: Comparison,
  changes: Omit<Changes, 'reasons'>,
  formatter: ChangeFormatter,
): readonly string[] {
  const { number, comparedNumber, verdict, reasons = [], leftOut = [], perEffort = [] } = comparison;
  const fill = createFill(formatter);
  const periods = periodsOf(changes, formatter);
  const values = {
    ...periods,
    subject: describeSubject(comparison, formatter),
    now: number && formatNumber(number, formatter),
    earlier: comparedNumber && formatNumber(comparedNumber, formatter),
    verdict: verdict && formatter.terms.verdicts[verdict],
    countries: listCountries(leftOut, formatter),
  };
  return [
    fill(templateOf(comparison, changes), {
      ...values,
      ...(verdict === undefined && number === undefined
        ? { number: values.earlier, period: periods.before }
        : { number: values.now }),
    }),
    ...reasons.flatMap((reason) => describeReason(reason, comparison, changes, fill, formatter)),
    ...perEffort.map(({ unit, rate, comparedRate, verdict: result }) =>
      fill('effort', {
        ...periods,
        unit: formatter.terms.units[unit],
        now: formatRange(rate, formatter),
        earlier: formatRange(comparedRate, formatter),
        verdict: formatter.terms.verdicts[result],
      }),
    ),
  ];
}

/** The name of a subject, such as "Serbia, violence". */
export function describeSubject(
  { subject }: Pick<Comparison, 'subject'>,
  { code, words }: Pick<ChangeFormatter, 'code' | 'words'>,
): string {
  return subject.length === 0
    ? words.changes.region
    : subject.map((one) => code(one.dimension, one.code)).join(', ');
}

function templateOf(
  { subject, number, comparedNumber, verdict, leftOut = [] }: Comparison,
  { silent = [], comparedSilent = [] }: Omit<Changes, 'reasons'>,
): ChangeText {
  const [hasNow, hasEarlier] = [number !== undefined, comparedNumber !== undefined];
  if (verdict === undefined) return hasNow && hasEarlier ? 'noVerdict' : 'onlyNumber';
  if (!hasNow) return hasEarlier ? 'onlyEarlier' : 'onlyVerdict';
  if (!hasEarlier) return 'onlyNow';
  const isRegion = subject.length === 0;
  if (leftOut.length === 0 || verdict === 'not-comparable') return isRegion ? 'headline' : 'both';
  const isSilent = (country: string) => silent.includes(country) || comparedSilent.includes(country);
  return isRegion && leftOut.every(isSilent) ? 'headlineSilent' : 'bothWithout';
}

type Fill = (text: ChangeText, values?: Readonly<Record<string, string | undefined>>) => string;

const createFill =
  ({ words }: Pick<ChangeFormatter, 'words'>): Fill =>
  (text, values = {}) =>
    fillTemplate(words.changes[text], values);

const periodsOf = (
  { period = '', comparedPeriod = '' }: Pick<Changes, 'period' | 'comparedPeriod'>,
  formatter: ChangeFormatter,
) => ({ period: formatter.period(period), before: formatter.period(comparedPeriod) });

function describeReason(
  reason: ChangeReason,
  comparison: Pick<Comparison, 'difference' | 'leftOut' | 'number' | 'comparedNumber'> | undefined,
  changes: Omit<Changes, 'reasons'>,
  fill: Fill,
  formatter: ChangeFormatter,
): readonly string[] {
  const { period, before } = periodsOf(changes, formatter);
  const fillSilent = (id: string, among: readonly string[] = []) => {
    const countries = comparison?.leftOut?.filter((country) => among.includes(country)) ?? [];
    return countries.length === 0
      ? fill('silent.reason', { period: id })
      : fill('silent', { period: id, countries: listCountries(countries, formatter) });
  };
  switch (reason) {
    case 'beyond-variation': {
      const sizes = [comparison?.difference?.min ?? 0, comparison?.difference?.max ?? 0].map(Math.abs);
      const [min = 0, max = 0] = sizes.toSorted((a, b) => a - b);
      return [fill(reason, { min: formatter.number(min), max: formatter.number(max) })];
    }
    case 'rounding':
    case 'ordinary-variation':
      if (hasOthers(comparison)) return [fill(`${reason}.others`)];
      return [fill(reason === 'rounding' && isSameNumber(comparison) ? 'rounding.same' : reason)];
    case 'silent':
      return [fillSilent(period, changes.silent)];
    case 'silent-before':
      return [fillSilent(before, changes.comparedSilent)];
    // Explanations of numbers contain the same note.
    case 'reporting-not-published':
      return [formatter.words.messages['method.reporting']];
    case 'no-number':
      return [fill(reason, { period })];
    case 'no-number-before':
      return [fill('no-number', { period: before })];
    // A code of a newer service has no text here, and is left out.
    default:
      return Object.hasOwn(formatter.words.changes, reason) ? [fill(reason)] : [];
  }
}

/** True if countries were left out of the comparison, so that the numbers in the text are not those compared. */
const hasOthers = (one: Pick<Comparison, 'leftOut'> | undefined): boolean => (one?.leftOut ?? []).length > 0;

const isSameNumber = (one: Pick<Comparison, 'number' | 'comparedNumber'> | undefined): boolean =>
  one?.number !== undefined && one.number.value === one.comparedNumber?.value;

/** A released number. Its base follows from its bounds. */
function formatNumber({ value, max }: ReleasedNumber, { language, number }: ChangeFormatter): string {
  return formatRounded(value, { language, base: max - value + 1, format: number });
}

/** Rates to the nearest whole, outwards, so that the true rate lies within. */
const formatRange = ({ min, max }: Span, { words, number }: ChangeFormatter): string =>
  fillTemplate(words.changes.range, { min: number(Math.floor(min)), max: number(Math.ceil(max)) });

const listCountries = (countries: readonly string[], { code }: ChangeFormatter): string =>
  countries.map((country) => code('country', country)).join(', ');
