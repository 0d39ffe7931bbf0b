import type { ReleasePlan } from '@waylight/disclosure-control';
import { type JournalEntry, selectReportsAsOf } from '@waylight/simulator';
import { countPeriods } from './counted-periods.ts';
import type { Attack, Injection } from './injection.ts';
import { isShared } from './sharing.ts';

/** An attacker: their knowledge, and the reports that they insert and retract. */
export type Attacker = {
  readonly name: string;
  /** How many of the country's largest organisations pool their knowledge; all of them together know every other report. */
  readonly organisations: number;
  /** The insertions for a number of reports that each may insert. */
  readonly injections: (reports: number) => readonly Injection[];
};

export const ATTACKERS: readonly Attacker[] = [
  {
    name: 'the largest organisation of the country',
    organisations: 1,
    injections: (reports) => [{ reports, removedBy: 'quarter' }],
  },
  {
    name: 'its two largest together',
    organisations: 2,
    // One retracts before the quarter closes, the other before the year does: they see three different sums.
    injections: (reports) => [
      { reports, removedBy: 'quarter' },
      { reports, removedBy: 'year' },
    ],
  },
  {
    name: 'one that knows every other report',
    organisations: Number.POSITIVE_INFINITY,
    injections: (reports) => [{ reports, removedBy: 'quarter' }],
  },
];

/** The report in question: a report of the country, but of this type. */
export type Target = {
  readonly name: string;
  readonly country: string;
  readonly type: string;
  readonly month: string;
};

/** The start of an attack on a target: the known counts, the unknown reports, and the report in question. */
export function attackOn(
  { country, type, month }: Target,
  { organisations }: Attacker,
  {
    journal,
    plan,
  }: { readonly journal: readonly JournalEntry[]; readonly plan: Pick<ReleasePlan, 'tables'> },
): Pick<Attack, 'known' | 'unknown' | 'target' | 'month'> {
  const year = month.slice(0, 'yyyy'.length);
  const reports = selectReportsAsOf(journal).filter(
    ({ content }) => isShared(content, 'partners') && content.occurredOn.startsWith(year),
  );
  const ofCountry = reports.filter(({ content }) => content.country === country);
  const bySize = [...Map.groupBy(ofCountry, ({ organisation }) => organisation)].sort(
    (a, b) => b[1].length - a[1].length,
  );
  const own = new Set(bySize.slice(0, organisations).map(([organisation]) => organisation));
  const others = ofCountry.filter(({ organisation }) => !own.has(organisation));
  const hidden = new Set(others.map(({ reportId }) => reportId));
  const like = ofCountry[0]?.content;
  if (like === undefined)
    throw new RangeError(`No report in ${country} in ${year} can be the model of the target`);
  return {
    known: countPeriods(plan, {
      journal,
      leaveOut: hidden,
      years: [year],
      counting: 'in-the-end',
    }),
    unknown: { perMonth: others.length / MONTHS, like: others.map(({ content }) => content) },
    target: { ...like, type, occurredOn: month },
    month,
  };
}

const MONTHS = 12;
