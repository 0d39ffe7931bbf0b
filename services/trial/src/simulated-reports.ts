import type { Registry } from '@waylight/access';
import { periodDays } from '@waylight/calendar';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { type SilentCountry, type SimulatedEntry, simulateReports } from '@waylight/simulator';
import type { ExampleMonths } from './example-months.ts';

const REPORTS_OF_YEAR = 1_500;

/** A country without activity since the last whole month, and with hardly a report, as an example for analysts. */
export const silentCountryOf = ({ lastMonth }: ExampleMonths): SilentCountry => ({
  country: 'ME',
  from: lastMonth,
});

/**
 * Reports about incidents of the example months and later ones until a day, with corrections and retractions, by day of
 * receipt. The same months and seed give the same reports.
 */
export function simulatedReports(
  example: ExampleMonths,
  registry: Registry,
  { seed, lastDay }: { readonly seed: number; readonly lastDay: number },
): readonly SimulatedEntry[] {
  const reportingTo = (country: NodeCountry) =>
    registry.organisations
      .filter((o) => o.status === 'active' && o.role !== 'regional' && o.countries.includes(country))
      .map(({ id }) => id);
  return simulateReports({
    seed,
    firstDay: periodDays('month', example.firstMonth).fromDay,
    lastDay,
    reportsPerYear: REPORTS_OF_YEAR,
    silent: silentCountryOf(example),
    organisations: Object.fromEntries(
      NODE_COUNTRIES.map((country) => [country, reportingTo(country)]),
    ) as Record<NodeCountry, string[]>,
    importId: `simulated-${example.lastMonth}`,
  });
}
