import type { Counts, Report } from '@waylight/contracts/intake';
import { addViolation, type Findings } from './findings.ts';
import { LIMITS } from './limits.ts';

export type StatedCounts = Pick<Counts, 'dead' | 'missing' | 'survivors' | 'female' | 'male' | 'minors'> & {
  /** Persons harmed; undefined means "not stated", which is not 0. */
  readonly victims: number | undefined;
};

const FIELDS = ['persons', 'dead', 'missing', 'survivors', 'female', 'male', 'minors'] as const;

/** Counts as stated. They are independent facts and need not add up. */
export function normaliseCounts(report: Report, findings: Findings): StatedCounts {
  const counts: Partial<Counts> = report.counts ?? {};
  for (const name of FIELDS) {
    if ((counts[name] ?? 0) > LIMITS.count)
      addViolation(
        findings,
        `counts.${name}`,
        `is more than ${LIMITS.count.toLocaleString('en')} in one incident`,
      );
  }
  const { dead, missing, survivors, female, male, minors } = counts;
  return { victims: victimsOf(report), dead, missing, survivors, female, male, minors };
}

/**
 * Number of victims: the dead and missing if either is stated, otherwise the stated persons, otherwise the
 * number of described persons.
 */
function victimsOf({ counts, persons }: Report): number | undefined {
  if (counts?.dead !== undefined || counts?.missing !== undefined)
    return (counts.dead ?? 0) + (counts.missing ?? 0);
  if (counts?.persons !== undefined) return counts.persons;
  return persons.length > 0 ? persons.length : undefined;
}
