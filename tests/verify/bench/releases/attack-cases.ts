import type { ReleasePlan } from '@waylight/disclosure-control';
import { type JournalEntry, selectReportsAsOf } from '@waylight/simulator';
import { countPeriods } from './counted-periods.ts';
import type { Attack, Injection } from './injection.ts';
import { isShared } from './sharing.ts';

/** Who attacks: how much is known, and how own reports are put in and taken back. */
export type Attacker = {
  readonly name: string;
  /** How many of the largest organisations of the country pool what they know; all of them know every other report. */
  readonly organisations: number;
  /** Who puts in how many reports, for a number of them that each may put in. */
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
    // One takes back before the quarter closes and the other before the year does: they see three different sums.
    injections: (reports) => [
      { reports, removedBy: 'quarter' },
      { reports, removedBy: 'year' },
    ],
  },
  {
    name: 'who knows every other report',
    organisations: Number.POSITIVE_INFINITY,
    injections: (reports) => [{ reports, removedBy: 'quarter' }],
  },
];

/** The report in question: of this type, and else as another of the country. */
export type Target = {
  readonly name: string;
  readonly country: string;
  readonly type: string;
  readonly month: string;
};

/** What an attack on a target starts from, for an attacker: what is known, what is not, and the report in question. */
export function attackOn(
  { country, type, month }: Target,
  { organisations }: Attacker,
  {
    journal,
    plan,
  }: { readonly journal: readonly JournalEntry[]; readonly plan: Pick<ReleasePlan, 'tables' | 'leastAWeek'> },
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
    throw new RangeError(`There is no report in ${country} in ${year} to ask about one like it`);
  return {
    known: countPeriods(plan, {
      ...{ journal, leaveOut: hidden },
      years: [year],
      counting: 'in-the-end',
    }),
    unknown: { perMonth: others.length / MONTHS, like: others.map(({ content }) => content) },
    target: { ...like, type, occurredOn: month },
    month,
  };
}

const MONTHS = 12;
