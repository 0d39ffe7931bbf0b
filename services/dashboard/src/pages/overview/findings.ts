import { mayBeTheSame } from '@waylight/reading';
import { type Series, type Subject, subjectKey } from '../../data/series.ts';

/** What two released numbers of one subject say about the truth. */
export type Direction = 'up' | 'down' | 'same';

export type Finding = {
  readonly subject: Subject;
  readonly direction: Direction;
  readonly now: number;
  readonly earlier: number;
};

export type Comparison = {
  readonly period: string;
  readonly before: string;
  /** What the numbers are multiples of. */
  readonly base: number;
};

/**
 * What is certain to have changed between two periods, the largest change first; whatever became of the region stands at
 * the head. A change is named only where no two truths behind the two numbers are the same: it is never guessed from
 * rounded numbers. Who has no number in one of the periods is left out, because a number that is missing is not 0.
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
    .filter(({ direction }) => direction !== 'same')
    .sort((a, b) => size(b) - size(a) || (subjectKey(a.subject) < subjectKey(b.subject) ? -1 : 1));
  return ofRegion === undefined ? changes : [ofRegion, ...changes];
}

/** The smallest difference that is named as a change. */
export function leastChange(base: number): number {
  let least = base;
  while (mayBeTheSame(0, least, base)) least += base;
  return least;
}

const size = ({ now, earlier }: Finding): number => Math.abs(now - earlier);

function findingOf({ subject, values }: Series, { period, before, base }: Comparison): Finding | undefined {
  const [now, earlier] = [values.get(period), values.get(before)];
  if (now === undefined || earlier === undefined) return undefined;
  const direction = mayBeTheSame(now, earlier, base) ? 'same' : now > earlier ? 'up' : 'down';
  return { subject, direction, now, earlier };
}
