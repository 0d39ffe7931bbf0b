import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { nextPeriod, periodDays } from '@waylight/calendar';
import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import { type Completeness, completenessEventOf } from '@waylight/disclosure-control';
import { createEmbeddedReleasedStore } from '@waylight/view-store';
import type { BrowserRegion } from './browser-region.ts';

/** Monthly tables of the overview and trends. */
const TABLES = ['region-month', 'country-month', 'typegroup-month'] as const;
type Table = (typeof TABLES)[number];

/** Completeness of reporting in a month, and incidents by country in multiples of 5. */
export type MonthRelease = {
  readonly completeness: readonly Completeness[];
  readonly incidents: Readonly<Record<string, number>>;
};

/**
 * Stores unsigned releases for the months after the newest one, with the given completeness and incidents.
 * Returns their periods.
 */
export async function storeCompletenessReleases(
  { dataDir }: BrowserRegion,
  months: readonly MonthRelease[],
): Promise<readonly string[]> {
  const store = await createEmbeddedReleasedStore({ file: join(dataDir, 'released.sqlite') });
  try {
    const releases = await store.listReleases();
    const periods: string[] = [];
    for (const table of TABLES) {
      const newest = releases
        .filter(({ id }) => id.startsWith(`${table}.`) && id.endsWith('.partners'))
        .map(({ id }) => id)
        .sort()
        .at(-1);
      const before = newest === undefined ? null : await store.readRelease(newest);
      if (before === null) throw new Error(`there is no release of ${table}`);
      const event = ReleaseEvent.decode(before.body);
      let { period } = event;
      for (const { completeness, incidents } of months) {
        period = nextPeriod('month', period);
        const next = ReleaseEvent.fromPartial({
          ...withIncidents(event, table, incidents),
          ...{ releaseId: `${table}.${period}.partners`, period },
          ...periodDays('month', period),
          completeness:
            table === 'country-month'
              ? (completeness.map(completenessEventOf) as ReleaseEvent['completeness'])
              : event.completeness,
          ...{ signature: Buffer.alloc(0), signingKeyId: '' },
        });
        for (const one of [next, forNetwork(next)])
          await store.putTable({ id: one.releaseId, index: {}, body: ReleaseEvent.encode(one).finish() });
        if (table === 'country-month') periods.push(period);
      }
    }
    return periods;
  } finally {
    await store.close();
  }
}

/** Returns the same release for the network. */
function forNetwork(event: ReleaseEvent): ReleaseEvent {
  const releaseId = event.releaseId.replace(/partners$/, 'network');
  return ReleaseEvent.fromPartial({ ...event, releaseId, audience: Audience.NETWORK, marginsAreSums: true });
}

/** Returns the same table with these incidents, all in the first type group. */
function withIncidents(
  event: ReleaseEvent,
  table: Table,
  incidents: MonthRelease['incidents'],
): ReleaseEvent {
  const total = Object.values(incidents).reduce((all, value) => all + value, 0);
  const incidentsIn = (column: string, n: number) => {
    if (table === 'country-month') return incidents[column] ?? 0;
    return n === 0 ? total : 0;
  };
  const cells = event.columns.map(incidentsIn);
  return ReleaseEvent.fromPartial({
    ...event,
    ...{ cells, rowTotals: [total], columnTotals: cells, total },
    notGiven: [],
  });
}

const country = (
  code: string,
  stated: Completeness['stated'],
  present: Completeness['present'],
  effort: Pick<Completeness, 'fieldVisits' | 'staffDays'> = {},
): Completeness => ({
  countries: [code],
  ...(stated === undefined ? {} : { stated }),
  ...(present === undefined ? {} : { present }),
  ...effort,
});

const INCIDENTS = { AL: 25, BA: 60, ME: 15, MK: 35, RS: 80, XK: 10 } as const;
const EFFORT = { fieldVisits: 120, staffDays: 300 } as const;

/** Three months. In the last one, Bosnia & Herzegovina is silent, and Albania is present with few incidents. */
export const COMPLETENESS_MONTHS: readonly MonthRelease[] = [
  {
    completeness: [
      country('AL', 'all', 'most', EFFORT),
      country('BA', 'most', 'most', EFFORT),
      country('MK', 'some', 'none'),
      country('RS', 'all', 'all', EFFORT),
      { countries: ['ME', 'XK'], stated: 'some', present: 'some' },
    ],
    incidents: INCIDENTS,
  },
  {
    completeness: [
      country('AL', 'most', 'most', EFFORT),
      country('BA', 'some', 'some', { fieldVisits: 0 }),
      country('MK', 'none', 'none'),
      country('RS', 'all', 'all', EFFORT),
      { countries: ['ME', 'XK'] },
    ],
    incidents: INCIDENTS,
  },
  {
    completeness: [
      country('AL', 'all', 'all', EFFORT),
      country('BA', 'none', 'none'),
      country('MK', 'none', 'none'),
      country('RS', 'most', 'most', EFFORT),
      { countries: ['ME', 'XK'], stated: 'some', present: 'some' },
    ],
    incidents: { ...INCIDENTS, AL: 0, BA: 0 },
  },
];
