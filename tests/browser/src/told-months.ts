import { Buffer } from 'node:buffer';
import { join } from 'node:path';
import { nextPeriod, periodDays } from '@waylight/calendar';
import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import { type Completeness, completenessEventOf } from '@waylight/disclosure-control';
import { createEmbeddedReleasedStore } from '@waylight/view-store';
import type { BrowserRegion } from './browser-region.ts';

const TABLE = 'country-typegroup-month';

/** What is told of one month, and the incidents of each country in it: multiples of 5. */
export type ToldMonth = {
  readonly said: readonly Completeness[];
  readonly incidents: Readonly<Record<string, number>>;
};

/**
 * Stores releases of the months after the newest, each telling what a test says of completeness and of incidents.
 * They were made by nobody with the key, and are unsigned. Answers their periods.
 */
export async function releaseToldMonths(
  { dataDir }: BrowserRegion,
  months: readonly ToldMonth[],
): Promise<readonly string[]> {
  const store = await createEmbeddedReleasedStore({ file: join(dataDir, 'released.sqlite') });
  try {
    const newest = (await store.listReleases())
      .filter(({ id }) => id.startsWith(`${TABLE}.`) && id.endsWith('.partners'))
      .map(({ id }) => id)
      .sort()
      .at(-1);
    const before = newest === undefined ? null : await store.readRelease(newest);
    if (before === null) throw new Error(`there is no release of ${TABLE}`);
    let event = ReleaseEvent.decode(before.body);
    const periods: string[] = [];
    for (const { said, incidents } of months) {
      const period = nextPeriod('month', event.period);
      const next = ReleaseEvent.fromPartial({
        ...withIncidents(event, incidents),
        ...{ releaseId: `${TABLE}.${period}.partners`, period },
        ...periodDays('month', period),
        completeness: said.map(completenessEventOf) as ReleaseEvent['completeness'],
        ...{ signature: Buffer.alloc(0), signingKeyId: '' },
      });
      for (const one of [next, forNetwork(next)])
        await store.putTable({ id: one.releaseId, index: {}, body: ReleaseEvent.encode(one).finish() });
      periods.push(period);
      event = ReleaseEvent.fromPartial({ ...event, period });
    }
    return periods;
  } finally {
    await store.close();
  }
}

/** Its part of the table: cells alone, and the same of completeness. */
function forNetwork(event: ReleaseEvent): ReleaseEvent {
  const releaseId = event.releaseId.replace(/partners$/, 'network');
  return ReleaseEvent.fromPartial({ ...event, releaseId, audience: Audience.NETWORK, marginsAreSums: true });
}

/** The same table with these incidents, all in the first column of their country's row; all of it still adds up. */
function withIncidents(event: ReleaseEvent, incidents: ToldMonth['incidents']): ReleaseEvent {
  const rowTotals = event.rows.map((row) => incidents[row] ?? 0);
  const total = rowTotals.reduce((all, value) => all + value, 0);
  const inFirst = (values: readonly number[]) =>
    values.flatMap((value) => event.columns.map((_, column) => (column === 0 ? value : 0)));
  return ReleaseEvent.fromPartial({
    ...event,
    ...{ cells: inFirst(rowTotals), rowTotals, columnTotals: inFirst([total]), total },
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

/** Three months: Bosnia & Herzegovina goes silent in the last, and Albania is there while hardly anything is reported. */
export const TOLD_MONTHS: readonly ToldMonth[] = [
  {
    said: [
      country('AL', 'all', 'most', EFFORT),
      country('BA', 'most', 'most', EFFORT),
      country('MK', 'some', 'none'),
      country('RS', 'all', 'all', EFFORT),
      { countries: ['ME', 'XK'], stated: 'some', present: 'some' },
    ],
    incidents: INCIDENTS,
  },
  {
    said: [
      country('AL', 'most', 'most', EFFORT),
      country('BA', 'some', 'some', { fieldVisits: 0 }),
      country('MK', 'none', 'none'),
      country('RS', 'all', 'all', EFFORT),
      { countries: ['ME', 'XK'] },
    ],
    incidents: INCIDENTS,
  },
  {
    said: [
      country('AL', 'all', 'all', EFFORT),
      country('BA', 'none', 'none'),
      country('MK', 'none', 'none'),
      country('RS', 'most', 'most', EFFORT),
      { countries: ['ME', 'XK'], stated: 'some', present: 'some' },
    ],
    incidents: { ...INCIDENTS, AL: 0, BA: 0 },
  },
];
