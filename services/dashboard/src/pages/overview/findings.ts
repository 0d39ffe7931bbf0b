import { mayBeTheSame, readRounded } from '@waylight/reading';
import { weeksIn } from '../../data/period-weeks.ts';
import { type Series, type Subject, subjectKey } from '../../data/series.ts';

/**
 * What two released numbers of one subject say about the truth: more or fewer for certain, or no certain change, as rounding alone can
 * explain the difference (`same`) or that one period has more weeks than the other (`weeks`). `unsaid`: nobody in the country said what
 * it did in the later period, so that the difference says nothing; `said-again`: nobody did in the earlier one, so that more in the later
 * may be no more than that it is reported again.
 */
export type Verdict = 'up' | 'down' | 'same' | 'weeks' | 'unsaid' | 'said-again';

export type Finding = {
  readonly subject: Subject;
  readonly verdict: Verdict;
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
 * the head, and what looks like a change and is none for certain at the end. A change is named only where no two truths behind the two
 * numbers are the same, neither as counts nor by week: it is never guessed from rounded numbers. Who has no number in one of the
 * periods is left out, because a number that is missing is not 0.
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
  while (mayBeTheSame(0, least, base)) least += base;
  return least;
}

const size = ({ now, earlier }: Finding): number => Math.abs(now - earlier);
const isCertain = ({ verdict }: Finding): boolean => verdict === 'up' || verdict === 'down';

function findingOf({ subject, values }: Series, comparison: Comparison): Finding | undefined {
  const [now, earlier] = [values.get(comparison.period), values.get(comparison.before)];
  if (now === undefined || earlier === undefined) return undefined;
  const verdict = verdictOf(now, earlier, comparison);
  if (verdict === 'same' || subject.kind !== 'country') return { subject, verdict, now, earlier };
  const isSilent = comparison.silent.includes(subject.code);
  const saysAgain = now > earlier && comparison.silentBefore.includes(subject.code);
  return { subject, verdict: isSilent ? 'unsaid' : saysAgain ? 'said-again' : verdict, now, earlier };
}

function verdictOf(now: number, earlier: number, { period, before, base }: Comparison): Verdict {
  if (mayBeTheSame(now, earlier, base)) return 'same';
  const [after, then] = [readRounded(now, base), readRounded(earlier, base)];
  // Of periods whose weeks are not known as many are taken.
  const [weeks, weeksBefore] = [weeksIn(period) ?? 1, weeksIn(before) ?? 1];
  if (now > earlier) return after.from * weeksBefore > then.to * weeks ? 'up' : 'weeks';
  return after.to * weeksBefore < then.from * weeks ? 'down' : 'weeks';
}
