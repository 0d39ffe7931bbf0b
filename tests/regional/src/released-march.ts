import { dayNumber } from '@waylight/calendar';
import {
  CauseOfDeath,
  Country,
  DatePrecision,
  IncidentType,
  Layer,
  ReportEvent,
  ShareWith,
} from '@waylight/contracts/incident';
import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import {
  type Completeness,
  codesOf,
  completenessEventOf,
  DEFAULT_RELEASE_PLAN,
} from '@waylight/disclosure-control';
import type { ReleasedFixtures } from '@waylight/tests-region';

/** Records of activity of the month. */
const COMPLETENESS = [
  { countries: ['MK'], stated: 'most', present: 'most', fieldVisits: 40, staffDays: 0 },
  { countries: ['RS'], stated: 'none', present: 'none' },
  { countries: ['ME', 'XK'] },
] as const satisfies readonly Completeness[];

/** The release of March 2025 to members or the public. */
export function marchRelease(audience: 'partners' | 'public'): ReleaseEvent {
  const table = DEFAULT_RELEASE_PLAN.tables.find(({ id }) => id === 'country-month');
  if (table === undefined) throw new Error('the plan has no months by country');
  const rows = codesOf(table.rows);
  const columns = codesOf(table.columns);
  return ReleaseEvent.fromPartial({
    releaseId: `${table.id}.2025-03.${audience}`,
    tableId: table.id,
    period: '2025-03',
    audience: audience === 'public' ? Audience.PUBLIC : Audience.PARTNERS,
    roundingBase: 5,
    planVersion: 1,
    rowDimension: table.rows.dimension,
    rows: [...rows],
    columnDimension: table.columns.dimension,
    columns: [...columns],
    cells: columns.map((country) => (country === 'MK' ? 10 : 0)),
    rowTotals: [10],
    columnTotals: columns.map((country) => (country === 'MK' ? 10 : 0)),
    total: 10,
    unit: table.unit,
    completeness: COMPLETENESS.map(completenessEventOf) as ReleaseEvent['completeness'],
  });
}

/** Two incidents of the public record, and the members' release of the month. */
export const RELEASED_MARCH: ReleasedFixtures = {
  releases: [marchRelease('partners')],
  publicRecord: [
    death(Country.XK, CauseOfDeath.DROWNING, 3),
    death(Country.RS, CauseOfDeath.VEHICLE_ACCIDENT, 1),
  ],
};

function death(country: Country, cause: CauseOfDeath, victims: number): ReportEvent {
  return ReportEvent.fromPartial({
    reportReference: Buffer.alloc(16, country),
    revision: 1,
    organisation: 7,
    layer: Layer.PUBLIC_RECORD,
    change: {
      $case: 'incident',
      value: {
        occurredDay: dayNumber(2025, 3, 14),
        datePrecision: DatePrecision.DAY,
        country,
        primaryType: IncidentType.DEATH,
        cause,
        victims,
        shareWith: ShareWith.PUBLIC,
      },
    },
  });
}
