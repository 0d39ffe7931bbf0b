import {
  localDay,
  type PeriodKind,
  periodKindOf,
  periodOfYearBefore,
  previousPeriod,
} from '@waylight/calendar';
import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import {
  ChangeReason,
  ComparedPeriod,
  type Comparison,
  type EffortComparison,
  EffortUnit,
  type ListChangesRequest,
  ListChangesResponse,
  type ReleasedNumber,
  Verdict,
} from '@waylight/contracts/insights';
import { type Audience, nextNumbersFor } from '@waylight/disclosure-control';
import { EFFORT_RATE_UNIT, sumEfforts, type Verdict as VerdictName } from '@waylight/presentation';
import { DIMENSIONS, isDimensionName } from '@waylight/trends';
import type { AnswerContext } from '../answers/answer.ts';
import { footnotes } from '../answers/explain.ts';
import { isReadable } from '../answers/is-readable.ts';
import { findReadableRelease } from '../answers/release.ts';
import { describeReporting } from '../answers/released-cell.ts';
import type { KnownRelease } from '../answers/released-snapshot.ts';
import {
  countedCountries,
  isBetweenCountries,
  lengthOf,
  type Reporting,
  reportingFor,
} from '../answers/reporting.ts';
import { type Bounds, compareRates, differenceOf, type Series } from '../verdict/compare-bounds.ts';
import { type JudgedPeriod, type Judgement, judge, type Reason } from '../verdict/judge.ts';
import {
  boundsOf,
  isPooled,
  numberKey,
  numbersOf,
  type PeriodNumbers,
  type SubjectNumber,
  subjectKey,
} from './period-numbers.ts';

export const MAX_FINDINGS = 5;

type ChangesContext = Pick<AnswerContext, 'snapshot' | 'approvedReleases' | 'plan' | 'notice'> & {
  readonly nowMs: number;
};

/**
 * Compares the numbers of a period with those of an earlier one, from releases that this audience may read. Undefined for a
 * release that it may not read.
 */
export function listChanges(
  context: ChangesContext,
  { releaseId, against }: ListChangesRequest,
  audience: Audience,
): ListChangesResponse | undefined {
  const { snapshot, approvedReleases, plan, notice } = context;
  const readable = snapshot.releases.filter(({ event }) => isReadable(event, approvedReleases, audience));
  const period =
    releaseId === ''
      ? newestPeriodOf(readable)
      : findReadableRelease(snapshot, approvedReleases, audience, releaseId)?.event.period;
  const kind = periodKindOf(period ?? '');
  if (releaseId !== '' && kind === undefined) return undefined;
  const next = nextFor(context, audience);
  if (period === undefined || kind === undefined)
    return ListChangesResponse.fromPartial({ next, notices: notice === undefined ? [] : [notice] });
  const compared =
    (against === ComparedPeriod.YEAR_AGO ? periodOfYearBefore(kind, period) : previousPeriod(kind, period)) ??
    '';
  const numbers = numbersOf(period, plan, readable);
  const audiences = new Map([...numbers.values()].map(({ table, release }) => [table.id, release]));
  const audienceOf = (tableId: string) => {
    const release = audiences.get(tableId);
    return release && audienceOrNarrowest(release.event.audience);
  };
  const reportingOf = reportingFor(snapshot, audience);
  const now = { period, numbers, reporting: reportingOf(period) };
  const earlier = {
    period: compared,
    numbers: numbersOf(compared, plan, readable, audienceOf),
    reporting: reportingOf(compared),
  };
  const isReportingKnown =
    now.reporting !== undefined && (earlier.reporting !== undefined || earlier.numbers.size === 0);
  const comparisons = subjectsOf(numbers).map((subject) =>
    isReportingKnown ? compareSubject(subject, earlier, now) : listNumbers(subject, earlier, now),
  );
  const [silent, comparedSilent] = [silentIn(now.reporting), silentIn(earlier.reporting)];
  const namesKosovo =
    [...silent, ...comparedSilent].includes('XK') ||
    comparisons.some(({ subject }) => subject.some(({ code }) => /\bXK\b/.test(code)));
  const headline = comparisons.find(({ subject }) => subject.length === 0);
  const isFinding = (one: Comparison) =>
    one !== headline && (one.verdict === Verdict.MORE || one.verdict === Verdict.FEWER);
  const findings = comparisons
    .filter(isFinding)
    .toSorted((a, b) => b.strength - a.strength)
    .slice(0, MAX_FINDINGS);
  return {
    period,
    comparedPeriod: compared,
    silent,
    comparedSilent,
    headline,
    findings,
    others: comparisons.filter((one) => one !== headline && !findings.includes(one)),
    reasons: isReportingKnown ? [] : [ChangeReason.REPORTING_NOT_PUBLISHED],
    next,
    notices: [...(notice === undefined ? [] : [notice]), ...footnotes(namesKosovo)],
  };
}

/** Kinds of periods in the order in which the newest is looked for. */
const KINDS: readonly PeriodKind[] = ['month', 'quarter', 'year', 'week'];

function newestPeriodOf(readable: readonly KnownRelease[]): string | undefined {
  for (const kind of KINDS) {
    const periods = readable.flatMap(({ of, event }) => (of?.kind === kind ? [event.period] : []));
    const newest = periods.toSorted().at(-1);
    if (newest !== undefined) return newest;
  }
  return undefined;
}

/** The next month, quarter or year: weeks are not compared. */
function nextFor({ plan, nowMs }: Pick<ChangesContext, 'plan' | 'nowMs'>, audience: Audience) {
  const tables = plan.tables.filter(({ period }) => period !== 'week');
  return nextNumbersFor({ from: plan.from, tables }, audience, localDay(nowMs));
}

const silentIn = (reporting: Reporting | undefined): string[] =>
  [...(reporting?.byCountry ?? [])].flatMap(([country, { isSilent }]) => (isSilent ? [country] : []));

/** One number for each subject, of the first table that contains it: the region, single breakdowns, then breakdowns by two. */
function subjectsOf(numbers: PeriodNumbers): SubjectNumber[] {
  const subjects = new Map<string, SubjectNumber>();
  for (const number of numbers.values()) {
    const key = subjectKey(number.codes);
    if (!subjects.has(key) && !isPooled(number)) subjects.set(key, number);
  }
  const size = ({ codes }: SubjectNumber) => Object.keys(codes).length;
  return [...subjects.values()].toSorted((a, b) => size(a) - size(b));
}

type Side = {
  readonly period: string;
  readonly numbers: PeriodNumbers;
  readonly reporting: Reporting | undefined;
};

function compareSubject(subject: SubjectNumber, earlier: Side, now: Side): Comparison {
  const all = [
    ...new Set([earlier, now].flatMap(({ reporting }) => [...(reporting?.byCountry.keys() ?? [])])),
  ];
  const countries = countedCountries(subject.codes, all);
  const series = { kind: kindOf(subject), roundingBase: subject.release.drawn.roundingBase };
  const judgement = judge(
    { ...series, countries },
    judgedPeriod(subject, earlier),
    judgedPeriod(subject, now),
  );
  const { verdict, reasons, leftOut, strength, compared } = judgement;
  return {
    ...listNumbers(subject, earlier, now),
    difference: compared?.difference,
    verdict: VERDICTS[verdict],
    reasons: reasons.map((reason) => REASONS[reason]),
    leftOut: [...leftOut],
    perEffort: compareEffort(subject, series, { judgement, countries }, earlier, now),
    // Rounded down, so that no strength below the limit reaches it.
    strength: Math.floor(strength * 100) / 100,
  };
}

const kindOf = ({ codes }: SubjectNumber): Series['kind'] =>
  Object.keys(codes).length === 0 ? 'region' : isBetweenCountries(codes.segment ?? '') ? 'border' : 'other';

/** The numbers of a subject without a verdict. */
function listNumbers(subject: SubjectNumber, earlier: Side, now: Side): Comparison {
  const before = earlier.numbers.get(numberKey(subject.table.id, subject.codes));
  return {
    subject: Object.entries(subject.codes).map(([name, code]) => {
      if (!isDimensionName(name)) throw new TypeError(`a table of the plan has an unknown dimension ${name}`);
      return { dimension: DIMENSIONS[name].wire, code };
    }),
    tableId: subject.table.id,
    releaseId: subject.release.event.releaseId,
    comparedReleaseId: before?.release.event.releaseId ?? '',
    number: toReleasedNumber(subject, now),
    comparedNumber: toReleasedNumber(before, earlier),
    difference: undefined,
    verdict: Verdict.UNSPECIFIED,
    reasons: [],
    leftOut: [],
    perEffort: [],
    strength: 0,
  };
}

function toReleasedNumber(
  number: SubjectNumber | undefined,
  { reporting }: Pick<Side, 'reporting'>,
): ReleasedNumber | undefined {
  const bounds = boundsOf(number);
  if (number === undefined || number.value === null || bounds === undefined) return undefined;
  return { value: number.value, ...bounds, ...describeReporting(reporting, number.codes) };
}

function judgedPeriod({ table, codes }: SubjectNumber, { period, numbers, reporting }: Side): JudgedPeriod {
  return {
    days: lengthOf(period),
    number: boundsOf(numbers.get(numberKey(table.id, codes))),
    reporting: reporting?.byCountry ?? new Map(),
    numberOf: (country) => countryBounds(country, numbers),
  };
}

/** Bounds of a country; those of a pooled country begin at 0. Undefined if neither is released. */
function countryBounds(country: string, numbers: PeriodNumbers): Bounds | undefined {
  const rows = [...numbers.values()].filter(({ codes }) => Object.keys(codes).join() === 'country');
  const own = boundsOf(rows.find(({ codes }) => codes.country === country));
  if (own !== undefined) return own;
  const pooled = boundsOf(rows.find(isPooled));
  return pooled && { min: 0, max: pooled.max };
}

const EFFORTS = [
  { unit: EffortUnit.FIELD_VISITS, field: 'fieldVisits' },
  { unit: EffortUnit.STAFF_DAYS, field: 'staffDays' },
] as const;

/** Second comparisons of the region or a country, without the countries left out, where effort is stated for both periods. */
function compareEffort(
  { codes }: SubjectNumber,
  series: Series,
  { judgement, countries }: { readonly judgement: Judgement; readonly countries: readonly string[] },
  earlier: Side,
  now: Side,
): EffortComparison[] {
  const { compared, leftOut } = judgement;
  if (compared === undefined || Object.keys(codes).some((dimension) => dimension !== 'country')) return [];
  const counted = countries.filter((country) => !leftOut.includes(country));
  return EFFORTS.flatMap(({ unit, field }) => {
    const [before, after] = [effortOf(earlier, counted, field), effortOf(now, counted, field)];
    if (before === undefined || after === undefined) return [];
    const counts = { earlier: compared.earlier, now: compared.now };
    const [rate, comparedRate] = [rateOf(compared.now, after), rateOf(compared.earlier, before)];
    return [
      {
        unit,
        rate,
        comparedRate,
        difference: differenceOf({ earlier: comparedRate, now: rate }),
        verdict: VERDICTS[compareRates(series, counts, { earlier: before, now: after }).verdict],
      },
    ];
  });
}

const rateOf = (count: Bounds, effort: Bounds): Bounds => ({
  min: (EFFORT_RATE_UNIT * count.min) / effort.max,
  max: (EFFORT_RATE_UNIT * count.max) / effort.min,
});

/** Effort of exactly these countries; undefined if one did not state it, or is pooled with another country. */
function effortOf(
  { reporting }: Side,
  countries: readonly string[],
  field: (typeof EFFORTS)[number]['field'],
): Bounds | undefined {
  if (reporting === undefined || countries.length === 0) return undefined;
  const entries = reporting.months.flatMap((month) =>
    month.filter((one) => one.countries.some((country) => countries.includes(country))),
  );
  if (!entries.every((one) => one.countries.every((country) => countries.includes(country))))
    return undefined;
  const sum = sumEfforts(entries.map((one) => one[field]));
  return sum && { min: sum.from, max: sum.to };
}

const VERDICTS: Readonly<Record<VerdictName, Verdict>> = {
  'not-comparable': Verdict.NOT_COMPARABLE,
  'no-clear-change': Verdict.NO_CLEAR_CHANGE,
  'within-ordinary-variation': Verdict.WITHIN_ORDINARY_VARIATION,
  'reporting-changed': Verdict.REPORTING_CHANGED,
  more: Verdict.MORE,
  fewer: Verdict.FEWER,
};

const REASONS: Readonly<Record<Reason, ChangeReason>> = {
  'beyond-variation': ChangeReason.BEYOND_VARIATION,
  rounding: ChangeReason.ROUNDING,
  days: ChangeReason.DAYS,
  'ordinary-variation': ChangeReason.ORDINARY_VARIATION,
  'completeness-rose': ChangeReason.COMPLETENESS_ROSE,
  'completeness-fell': ChangeReason.COMPLETENESS_FELL,
  silent: ChangeReason.SILENT,
  'silent-before': ChangeReason.SILENT_BEFORE,
  'no-number': ChangeReason.NO_NUMBER,
  'no-number-before': ChangeReason.NO_NUMBER_BEFORE,
  'silent-left-out': ChangeReason.SILENT_LEFT_OUT,
  'completeness-left-out': ChangeReason.COMPLETENESS_LEFT_OUT,
  'silent-without-number': ChangeReason.SILENT_WITHOUT_NUMBER,
};
