import { type DisclosiveTables, findDisclosiveTables } from '@waylight/disclosure-audit';
import type { DuePeriod } from '@waylight/disclosure-control';
import type { DrawContext, DrawnReleaseWithCounts } from './draw-period.ts';
import { readEarlierReleases } from './earlier-releases.ts';

/**
 * Deadline of the disclosure audit of a period. An audit of a year with all tables and thirty organisations
 * takes minutes, and several times longer if tables must be withheld. After the deadline the period counts as
 * not checked and is withheld.
 */
const DEADLINE_MS = 60 * 60_000;

/**
 * Tables and sums of victims of a period that must be withheld; see `findDisclosiveTables`. Includes tables
 * of which every draw contradicts another table.
 */
export async function findTablesToWithhold(
  drawing: DrawContext,
  due: DuePeriod,
  drawn: readonly DrawnReleaseWithCounts[],
): Promise<DisclosiveTables> {
  const earlier = await readEarlierReleases(drawing, due);
  // All audits of the period share one deadline.
  const signal = AbortSignal.any([drawing.signal, AbortSignal.timeout(DEADLINE_MS)]);
  const { pairedOrganisations } = drawing;
  const found = await findDisclosiveTables(due.linkedTables, earlier, drawn, { signal, pairedOrganisations });
  const drawnIds = new Set(drawn.map(({ table }) => table.id));
  const notDrawn = due.linkedTables.map(({ id }) => id).filter((id) => !drawnIds.has(id));
  return { ...found, tables: new Set([...found.tables, ...notDrawn]) };
}
