import { dayNumber } from '@waylight/calendar';
import {
  Country,
  DatePrecision,
  IncidentType,
  Layer,
  PlacePrecision,
  Service,
  ServiceOutcome,
  ShareWith,
} from '@waylight/contracts/incident';
import fc from 'fast-check';
import type { EventFacts } from './events.ts';

const incident = fc.record({
  day: fc.integer({ min: dayNumber(2025, 1, 1), max: dayNumber(2025, 4, 30) }),
  precision: fc.constantFrom(DatePrecision.DAY, DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR),
  country: fc.constantFrom(Country.MK, Country.RS, Country.GR),
  type: fc.constantFrom(IncidentType.PUSHBACK, IncidentType.DEATH, IncidentType.EXTORTION_RANSOM),
  victims: fc.integer({ min: 0, max: 9 }),
  service: fc.constantFrom(Service.MEDICAL, Service.SAFE_HOUSE),
  outcome: fc.constantFrom(ServiceOutcome.GIVEN, ServiceOutcome.UNAVAILABLE),
  shareWith: fc.constantFrom(ShareWith.COUNTRY, ShareWith.PARTNERS, ShareWith.PUBLIC),
  placePrecision: fc.constantFrom(PlacePrecision.SETTLEMENT, PlacePrecision.COUNTRY),
  sourceQuality: fc.constantFrom(0, 1, 5),
});

/** All revisions of `reports` reports. Each report has up to four, and some of them are retractions. */
export function histories(reports: number, seed: number): EventFacts[] {
  const drawn = fc.sample(
    fc.tuple(
      fc.array(fc.option(incident, { nil: undefined, freq: 5 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom(Layer.REPORTS, Layer.REPORTS, Layer.PUBLIC_RECORD),
    ),
    { numRuns: reports, seed },
  );
  return drawn.flatMap(([revisions, layer], reference) =>
    revisions.map((one, i): EventFacts => ({ reference, revision: i + 1, layer, incident: one })),
  );
}

/** Returns the events in random order. A third of the events appears twice. */
export function shuffledWithDuplicates<T>(events: readonly T[], seed: number): T[] {
  const again = events.filter((_, i) => i % 3 === seed % 3);
  const all = [...events, ...again];
  const [order] = fc.sample(fc.shuffledSubarray([...all.keys()], { minLength: all.length }), {
    numRuns: 1,
    seed,
  });
  return (order ?? []).flatMap((i) => all[i] ?? []);
}
