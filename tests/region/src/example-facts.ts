import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dayOfInstant } from '@waylight/calendar';
import { ReleaseEvent } from '@waylight/contracts/release';
import {
  completenessFrom,
  componentReleaseIdsOf,
  duePeriods,
  parseReleasePlan,
} from '@waylight/disclosure-control';
import { createEmbeddedReleasedReader } from '@waylight/view-store';

/** Properties of the newest releases of an example region that depend on draw and seed. */
export type ExampleFacts = {
  /** Withheld tables of the newest month, quarter and week, and of the months of that quarter. */
  readonly withheld: readonly string[];
  /** Countries without an activity report in the newest month. */
  readonly silent: readonly string[];
  /** Rounded incidents of the newest month by country. */
  readonly incidents: Readonly<Record<string, number>>;
};

const AUDIENCE = 'partners';

/** Reads the facts from the folder of a region. */
export async function exampleFacts(dataDir: string): Promise<ExampleFacts> {
  const parsed = parseReleasePlan(JSON.parse(await readFile(join(dataDir, 'release-plan.json'), 'utf8')));
  if (!parsed.ok) throw new Error(parsed.problems.join('; '));
  const reader = await createEmbeddedReleasedReader({ file: join(dataDir, 'released.sqlite') });
  try {
    const released = new Set((await reader.listReleases()).map(({ id }) => id));
    const due = duePeriods(parsed.plan, dayOfInstant(Date.now()), new Set());
    // Releases are in the order of closing, so the map keeps the last period of each kind.
    const newest = [...new Map(due.map((one) => [one.table.id, one])).values()].flatMap(
      ({ linkedTables, period }) =>
        linkedTables.map((table) => ({ table, period, id: `${table.id}.${period}.${AUDIENCE}` })),
    );
    // Tests compare a quarter with its months.
    const months = newest
      .filter(({ table }) => table.period === 'quarter')
      .flatMap(({ table, period }) =>
        componentReleaseIdsOf(parsed.plan, { tableId: table.id, period }, AUDIENCE),
      );
    const month = newest.find(({ table }) => table.completeness === true)?.id ?? '';
    const release = await reader.readRelease(month);
    const event = ReleaseEvent.fromPartial(release === null ? {} : ReleaseEvent.decode(release.body));
    return {
      withheld: [...new Set([...newest.map(({ id }) => id), ...months])].filter((id) => !released.has(id)),
      silent: event.completeness
        .map(completenessFrom)
        .filter(({ stated }) => stated === 'none')
        .flatMap(({ countries }) => countries),
      // The table by country has one row.
      incidents: Object.fromEntries(event.columns.map((country, n) => [country, event.cells[n] ?? 0])),
    };
  } finally {
    await reader.close();
  }
}
