import { type DrawDecision, decideDraw } from '@waylight/disclosure-audit';
import type { DuePeriod } from '@waylight/disclosure-control';
import type { CountedPeriod, DrawContext, DrawnReleaseWithCounts } from './draw-period.ts';
import { readEarlierReleases } from './earlier-releases.ts';

/**
 * Deadline of a decision. An audit of a year with all tables and thirty organisations takes minutes, and a decision
 * may need several. After the deadline nothing is decided, and the period counts as not checked.
 */
const DEADLINE_MS = 60 * 60_000;

/** Decides which draw of a period is released; see `decideDraw`. */
export async function decidePeriod(
  drawing: DrawContext,
  due: DuePeriod,
  { draw, latent }: CountedPeriod,
): Promise<{ readonly decision: DrawDecision; readonly released: readonly DrawnReleaseWithCounts[] }> {
  const earlier = await readEarlierReleases(drawing, due);
  // All audits of the period share one deadline.
  const signal = AbortSignal.any([drawing.signal, AbortSignal.timeout(DEADLINE_MS)]);
  const { pairedOrganisations } = drawing;
  return decideDraw(
    { linkedTables: due.linkedTables, earlier: [...earlier, ...latent], draw },
    { signal, pairedOrganisations },
  );
}
