import type { Share } from '@waylight/disclosure-control';
import type { ChangeReason, Verdict } from '@waylight/presentation';
import { type Bounds, compareCounts, differenceOf, type Series, type Size } from './compare-bounds.ts';

export type Reason = Exclude<ChangeReason, 'reporting-not-published'>;

/** A country in one period. */
export type CountryReporting = {
  readonly isSilent: boolean;
  /** Undefined if it was not published. */
  readonly share: Share | undefined;
};

export type JudgedPeriod = {
  readonly days: number;
  /** The subject's number; undefined if it is not given. */
  readonly number: Bounds | undefined;
  /** Reporting by country; a country without an entry is unknown. */
  readonly reporting: ReadonlyMap<string, CountryReporting>;
  /** The released number of a country; undefined if it has none. */
  readonly numberOf: (country: string) => Bounds | undefined;
};

export type Subject = Series & {
  /** Countries whose incidents the number counts. */
  readonly countries: readonly string[];
};

export type Judgement = {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly leftOut: readonly string[];
  readonly strength: number;
  /** Subject of the comparison, without `leftOut`. Undefined if not comparable. */
  readonly compared:
    | { readonly earlier: Bounds; readonly now: Bounds; readonly difference: Bounds }
    | undefined;
};

/**
 * The verdict on a subject's numbers in two periods. Silent countries of a total are left out of both periods. A total is also
 * compared without the countries whose completeness moved in the direction of the difference: if the verdict stays, their
 * reporting cannot explain it. If a country at a border is silent, all incidents there may be of that country: only a
 * certain rise or fall of the rest is a verdict.
 */
export function judge(subject: Subject, earlier: JudgedPeriod, now: JudgedPeriod): Judgement {
  const isSilentIn = (period: JudgedPeriod) => (country: string) =>
    period.reporting.get(country)?.isSilent === true;
  const silent = subject.countries.filter((one) => isSilentIn(earlier)(one) || isSilentIn(now)(one));
  const isSilentItself = silent.length > 0 && silent.length === subject.countries.length;
  const silences = reasonsThatHold([
    ['silent', silent.some(isSilentIn(now))],
    ['silent-before', silent.some(isSilentIn(earlier))],
  ]);
  const reasons = [
    ...(isSilentItself ? silences : []),
    ...reasonsThatHold([
      ['no-number', now.number === undefined],
      ['no-number-before', earlier.number === undefined],
    ]),
  ];
  const silentSides = subject.kind === 'border' ? silent : [];
  if (reasons.length > 0) return notComparable(reasons, isSilentItself ? silentSides : []);
  const compare = (leftOut: readonly string[]) => {
    const pair = {
      earlier: numberWithout(subject, earlier, leftOut),
      now: numberWithout(subject, now, leftOut),
    };
    if (pair.earlier === undefined || pair.now === undefined) return undefined;
    const counts = { earlier: pair.earlier, now: pair.now };
    return { ...counts, size: compareCounts(subject, counts, { earlier: earlier.days, now: now.days }) };
  };
  const others = compare(silent);
  const isCertain = others?.size.verdict === 'more' || others?.size.verdict === 'fewer';
  if (silentSides.length > 0 && !isCertain) return notComparable(silences, silentSides);
  if (others === undefined) return notComparable(['silent-without-number']);
  const withoutSilent: readonly Reason[] = silent.length > 0 ? ['silent-left-out'] : [];
  const { verdict, reason } = others.size;
  if (verdict !== 'more' && verdict !== 'fewer')
    return judgement(verdict, [reason, ...withoutSilent], silent, others);
  const moved = subject.countries.filter(
    (one) =>
      !silent.includes(one) && movement(earlier.reporting.get(one), now.reporting.get(one)) === verdict,
  );
  if (moved.length === 0) return judgement(verdict, [reason, ...withoutSilent], silent, others);
  const leftOut = subject.countries.filter((one) => silent.includes(one) || moved.includes(one));
  const rest = leftOut.length < subject.countries.length ? compare(leftOut) : undefined;
  if (rest?.size.verdict === verdict)
    return judgement(verdict, [reason, ...withoutSilent, 'completeness-left-out'], leftOut, rest);
  const changed = verdict === 'more' ? 'completeness-rose' : 'completeness-fell';
  return judgement('reporting-changed', [changed, ...withoutSilent], silent, others);
}

const reasonsThatHold = (all: readonly (readonly [Reason, boolean])[]): readonly Reason[] =>
  all.flatMap(([reason, holds]) => (holds ? [reason] : []));

const notComparable = (reasons: readonly Reason[], leftOut: readonly string[] = []): Judgement => ({
  verdict: 'not-comparable',
  reasons,
  leftOut,
  strength: 0,
  compared: undefined,
});

const judgement = (
  verdict: Verdict,
  reasons: readonly Reason[],
  leftOut: readonly string[],
  { earlier, now, size }: { readonly earlier: Bounds; readonly now: Bounds; readonly size: Size },
): Judgement => ({
  verdict,
  reasons,
  leftOut,
  strength: size.strength,
  compared: { earlier, now, difference: differenceOf({ earlier, now }) },
});

/**
 * The number of a subject without some of its countries; undefined if one of them has no number. The region contains all of a
 * country's incidents. Any other total contains between none and all of them.
 */
export function numberWithout(
  { kind }: Pick<Subject, 'kind'>,
  { number, numberOf }: Pick<JudgedPeriod, 'number' | 'numberOf'>,
  leftOut: readonly string[],
): Bounds | undefined {
  const numbers = leftOut.map(numberOf);
  const known = numbers.filter((one) => one !== undefined);
  if (number === undefined || known.length < numbers.length) return undefined;
  const most = known.reduce((sum, { max }) => sum + max, 0);
  const least = known.reduce((sum, { min }) => sum + min, 0);
  return {
    min: Math.max(0, number.min - most),
    max: kind === 'region' ? Math.max(0, number.max - least) : number.max,
  };
}

const SHARE_ORDER: readonly Share[] = ['none', 'some', 'most', 'all'];

function movement(
  earlier: CountryReporting | undefined,
  now: CountryReporting | undefined,
): 'more' | 'fewer' | undefined {
  if (earlier?.share === undefined || now?.share === undefined) return undefined;
  const by = SHARE_ORDER.indexOf(now.share) - SHARE_ORDER.indexOf(earlier.share);
  return by === 0 ? undefined : by > 0 ? 'more' : 'fewer';
}

/** The lowest of some shares; undefined for none. */
export const lowestShare = (shares: readonly Share[]): Share | undefined =>
  SHARE_ORDER.find((share) => shares.includes(share));
