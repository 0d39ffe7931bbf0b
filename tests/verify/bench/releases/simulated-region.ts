import { periodDays } from '@waylight/calendar';
import type { ReleasePlan } from '@waylight/disclosure-control';
import { type JournalEntry, simulateYears } from '@waylight/simulator';
import { type CountedPeriod, countPeriods } from './counted-periods.ts';

/** The simulated years of release. */
export const YEARS = ['2023', '2024', '2025'] as const;
export const FIRST_MONTH = `${YEARS[0]}-01`;
export const LAST_YEAR = YEARS[2];

export type SimulatedRegion = {
  readonly reportsPerYear: number;
  readonly seed: number;
  readonly journal: readonly JournalEntry[];
  /** All three years, each period as of the day when it closed. */
  readonly counted: readonly CountedPeriod[];
};

export function simulateRegion(
  plan: ReleasePlan,
  seed: number,
  reportsPerYear: number,
  organisations: number = ORGANISATIONS,
): SimulatedRegion {
  const years = YEARS.map((year) => periodDays('year', year));
  const simulated = simulateYears({ seed, years, reportsPerYear });
  const journal = divideOrganisations(simulated.journal, organisations);
  return {
    reportsPerYear,
    seed,
    journal,
    counted: countPeriods(plan, { journal, years: YEARS, counting: 'at-closing' }),
  };
}

/** The number of organisations that the simulator has. */
export const ORGANISATIONS = 30;

/** Divides the simulated organisations into more, of the same nodes, until there are so many. */
function divideOrganisations(
  journal: readonly JournalEntry[],
  organisations: number,
): readonly JournalEntry[] {
  const names = [...new Set(journal.map(({ organisation }) => organisation))].sort();
  const partsOf = (name: string): number =>
    Math.ceil((organisations - names.indexOf(name)) / Math.max(1, names.length));
  return journal.map((entry) => {
    const part = Number(entry.reportId.replace(/\D/g, '')) % partsOf(entry.organisation);
    return part === 0 ? entry : { ...entry, organisation: `${entry.organisation}-${part}` };
  });
}
