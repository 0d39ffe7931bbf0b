import { type DisclosiveTables, findDisclosiveTables } from '@waylight/disclosure-audit';
import type { DuePeriod } from '@waylight/disclosure-control';
import type { DrawContext, DrawnReleaseWithCounts } from './draw-period.ts';
import { readEarlierReleases } from './earlier-releases.ts';

/**
 * A year of all tables and thirty organisations takes minutes, and several times that where tables must be left out. A period that
 * takes this long is not checked, and what is not checked does not leave.
 */
const DEADLINE_MS = 60 * 60_000;

/** The tables of a period, and the sums of victims, that must not leave: see the package of the attack. */
export async function findTablesToWithhold(
  drawing: DrawContext,
  due: DuePeriod,
  drawn: readonly DrawnReleaseWithCounts[],
): Promise<DisclosiveTables> {
  const earlier = await readEarlierReleases(drawing, due);
  // One deadline for all that is asked of a period.
  const signal = AbortSignal.any([drawing.signal, AbortSignal.timeout(DEADLINE_MS)]);
  return findDisclosiveTables(due.linkedTables, earlier, drawn, { signal, pairedOrganisations: drawing.pairedOrganisations });
}
