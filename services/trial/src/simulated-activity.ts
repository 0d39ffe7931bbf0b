import type { Registry } from '@waylight/access';
import { isoMonth, nextPeriod } from '@waylight/calendar';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { type SimulatedActivity, simulateActivity } from '@waylight/simulator';
import type { ExampleMonths } from './example-months.ts';
import { silentCountryOf } from './simulated-reports.ts';

/** Records of activity for the whole months until a day. The same months and seed give the same records. */
export function simulatedActivity(
  example: ExampleMonths,
  registry: Registry,
  { seed, lastDay }: { readonly seed: number; readonly lastDay: number },
): readonly SimulatedActivity[] {
  const months: string[] = [];
  for (let month = example.firstMonth; month < isoMonth(lastDay + 1); month = nextPeriod('month', month))
    months.push(month);
  const reportingTo = (country: NodeCountry) =>
    registry.organisations
      .filter(({ status, countries }) => status === 'active' && countries.includes(country))
      .map(({ id }) => id);
  return simulateActivity({
    seed: seed + 1,
    months,
    silent: silentCountryOf(example),
    organisations: Object.fromEntries(
      NODE_COUNTRIES.map((country) => [country, reportingTo(country)]),
    ) as Record<NodeCountry, string[]>,
  });
}
