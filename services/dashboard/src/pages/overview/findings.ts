import { canBeEqual } from '@waylight/presentation';
import { type Change, changeBetween } from '../../data/change.ts';
import { changeSign, SILENT_SIGN } from '../../data/change-sign.ts';
import { type Series, type Subject, subjectKey } from '../../data/series.ts';

/**
 * What two released numbers of one subject say about the number reported: more or fewer for certain, or no certain change (`same`).
 * `unsaid`: nobody in the country said what it did in the later period, so that the difference says nothing; `said-again`: nobody did in
 * the earlier one, so that more in the later may be no more than that it is reported again. `held`: a country that is silent is counted in
 * the whole region or a type, and that alone can explain the difference.
 */
export type Verdict = 'up' | 'down' | 'same' | 'unsaid' | 'said-again' | 'held';

export type Finding = {
  readonly subject: Subject;
  readonly verdict: Verdict;
  readonly change: Change;
  readonly now: number;
  readonly earlier: number;
};

export type Comparison = {
  readonly period: string;
  readonly before: string;
  /** What the numbers are multiples of. */
  readonly base: number;
  /** Countries that are silent in `period`. */
  readonly silent: readonly string[];
  /** Those that are in `before`. */
  readonly silentBefore: readonly string[];
};

/**
 * What is certain to have changed between two periods, the largest change first; whatever became of the region stands at
 * the head, and what looks like a change and is none for certain at the end. A change is named only if it is certain in total
 * and for each day: it is never guessed from rounded numbers. A subject without a number in one of the periods is left out, because a number that is missing is not 0.
 */
export function findingsOf(
  region: Series | undefined,
  parts: readonly Series[],
  comparison: Comparison,
): readonly Finding[] {
  const ofRegion = region === undefined ? undefined : findingOf(region, comparison);
  const changes = parts
    .map((series) => findingOf(series, comparison))
    .filter((finding) => finding !== undefined)
    .filter(({ verdict }) => verdict !== 'same')
    .sort(
      (a, b) =>
        Number(isCertain(b)) - Number(isCertain(a)) ||
        size(b) - size(a) ||
        (subjectKey(a.subject) < subjectKey(b.subject) ? -1 : 1),
    );
  return ofRegion === undefined ? changes : [ofRegion, ...changes];
}

/** The smallest difference that is named as a change. */
export function leastChange(base: number): number {
  let least = base;
  while (canBeEqual(0, least, base)) least += base;
  return least;
}

/**
 * What stands ahead of a finding: what Trends and Border write of the same change, but that nothing of a direction is seen where a silence
 * makes it doubtful, as the sentence names none.
 */
export const findingSign = (
  { change }: Pick<Finding, 'change'>,
  number: (value: number) => string,
): string =>
  change.kind !== 'uncertain' && change.doubt === 'silence' ? SILENT_SIGN : changeSign(change, number);

const size = ({ now, earlier }: Finding): number => Math.abs(now - earlier);
const CERTAIN: readonly Verdict[] = ['up', 'down'];
const isCertain = ({ verdict }: Finding): boolean => CERTAIN.includes(verdict);

function findingOf({ subject, values }: Series, comparison: Comparison): Finding | undefined {
  const { period, before, base, silent, silentBefore } = comparison;
  const [now, earlier] = [values.get(period), values.get(before)];
  if (now === undefined || earlier === undefined) return undefined;
  const isSilentAmong = (countries: readonly string[]) => {
    if (subject.kind === 'country') return countries.includes(subject.code);
    return countries.length > 0 && 'in-part';
  };
  const isSilent = isSilentAmong(silent);
  const change = changeBetween(
    { value: earlier, period: before, isSilent: isSilentAmong(silentBefore) },
    { value: now, period, isSilent },
    base,
  );
  return {
    subject,
    verdict: verdictOf(change, subject, isSilent === true),
    change,
    now,
    earlier,
  };
}

function verdictOf(change: Change, subject: Subject, isSilent: boolean): Verdict {
  if (change.kind === 'uncertain') return 'same';
  if (change.doubt === undefined) return change.kind === 'more' ? 'up' : 'down';
  if (subject.kind !== 'country') return 'held';
  return isSilent ? 'unsaid' : 'said-again';
}
