import { periodDays, periodKindOf } from '@waylight/calendar';
import { RELEASES_TOPIC } from '@waylight/contracts';
import { ReleaseEvent } from '@waylight/contracts/release';
import { type DisclosiveTables, DisclosureAuditFailedError } from '@waylight/disclosure-audit';
import {
  type DrawnRelease,
  type DuePeriod,
  duePeriods,
  needsApproval,
  type ReleasePlan,
  type ReleaseSigner,
  withoutVictims,
} from '@waylight/disclosure-control';
import type { Appender, EventLog } from '@waylight/event-log';
import type { RawCellStore, ReleasedStore } from '@waylight/view-store';
import { readLogEnds, waitUntilCounted } from '../count/log-positions.ts';
import { isDisclosureAuditIncomplete } from './disclosure-audit-failures.ts';
import { type DrawContext, drawPeriod, freezeDuePeriod } from './draw-period.ts';
import type { FrozenPeriods } from './frozen-period.ts';
import { completenessOfPeriod, type ExpectedOrganisations } from './period-completeness.ts';
import { releaseEventOf } from './release-event.ts';
import type { LoggedRelease, ReleaseLog } from './release-log.ts';
import { findTablesToWithhold } from './tables-to-withhold.ts';
import type { BlockedPeriods, WithheldRelease } from './withheld-release.ts';

export type ReleaseJob = {
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly releases: ReleaseLog;
  readonly releasedStore: ReleasedStore;
  readonly viewStore: FrozenPeriods;
  readonly plan: ReleasePlan;
  /** Key of every draw; see `drawTable`. */
  readonly secret: Uint8Array;
  readonly sign: ReleaseSigner;
  /** Number of organisations that are also audited in pairs; see `pairsToCheck`. */
  readonly pairedOrganisations: number;
  /** Organisations that should report activity; see `completenessOfPeriod`. */
  readonly expectedOrganisations: ExpectedOrganisations;
  readonly catchUpMs: number;
};

export type ClosingOptions = {
  /** Raw cells of the live generation. */
  readonly store: RawCellStore;
  /** In days since 1970-01-01. */
  readonly today: number;
  readonly signal: AbortSignal;
  /** Limits the closing to this period and the shorter periods within it. */
  readonly period?: string;
  /** Earlier findings, to which new ones are added. */
  readonly blockedPeriods?: BlockedPeriods;
  /** Called with the error of a failed disclosure audit, and with the id of the release. */
  readonly onDisclosureAuditFailed?: (check: string, error: DisclosureAuditFailedError) => void;
};

/** Due releases. If `isBehind`, the log is not fully counted and nothing was drawn. */
export type PreviewResult = {
  readonly releases: readonly ReleaseEvent[];
  readonly withheld: readonly WithheldRelease[];
  readonly isBehind: boolean;
};

/** New releases and withheld tables. If `isBehind`, the log is not fully counted and nothing was closed. */
export type ClosingResult = {
  readonly releaseIds: readonly string[];
  readonly isBehind: boolean;
  readonly withheld: readonly WithheldRelease[];
};

/**
 * Maximum number of periods in one call. Hundreds may be due at once, and the caller has other work in
 * between.
 */
const MAX_RELEASES_AT_ONCE = 10;

/**
 * Publishes the first due releases: freeze the period's cells in every partition → count → draw → audit →
 * append to the log → copy to the released store. Each step can be repeated with the same result after a
 * kill. The first freeze is final, the draw is keyed, and a release on the log is never drawn again.
 */
export async function closeDuePeriods(job: ReleaseJob, closing: ClosingOptions): Promise<ClosingResult> {
  const due = await prepareDrawing(job, closing);
  if (due === 'behind') return { releaseIds: [], isBehind: true, withheld: [] };
  const releaseIds: string[] = [];
  const withheld: WithheldRelease[] = [];
  for (const one of due.periods) {
    closing.signal.throwIfAborted();
    const known = closing.blockedPeriods?.get(one.releaseId);
    const prepared: PreparedReleases =
      known === undefined
        ? await prepareReleases(job, due.drawing, one, closing.onDisclosureAuditFailed)
        : { releases: [], withheld: known };
    if (known === undefined && prepared.releases.length === 0)
      closing.blockedPeriods?.add(one.releaseId, prepared.withheld, prepared.isTransient === true);
    withheld.push(...prepared.withheld);
    releaseIds.push(...(await publish(job, prepared.releases, closing.signal)));
    if (releaseIds.length >= MAX_RELEASES_AT_ONCE) break;
  }
  return { releaseIds, isBehind: false, withheld };
}

/** Draws due releases, byte for byte as they will be published, and publishes none. */
export async function previewDuePeriods(job: ReleaseJob, closing: ClosingOptions): Promise<PreviewResult> {
  const due = await prepareDrawing(job, closing);
  if (due === 'behind') return { releases: [], isBehind: true, withheld: [] };
  const prepared: PreparedReleases[] = [];
  // Longer periods are drawn after the shorter periods within them, as in a closing.
  const previewed = new Map<string, LoggedRelease>();
  const releases = {
    refresh: async (signal?: AbortSignal) => new Map([...(await job.releases.refresh(signal)), ...previewed]),
  };
  for (const one of due.periods) {
    closing.signal.throwIfAborted();
    const preparedPeriod = await prepareReleases(
      job,
      { ...due.drawing, releases },
      one,
      closing.onDisclosureAuditFailed,
    );
    for (const event of preparedPeriod.releases)
      previewed.set(event.releaseId, { event, bytes: ReleaseEvent.encode(event).finish() });
    prepared.push(preparedPeriod);
  }
  return {
    releases: prepared.flatMap(({ releases }) => releases),
    withheld: prepared.flatMap((one) => one.withheld),
    isBehind: false,
  };
}

/** Freezes due periods for manual publication. Later reports count in longer periods. */
export async function freezeDuePeriods(job: ReleaseJob, closing: ClosingOptions): Promise<ClosingResult> {
  const due = await prepareDrawing(job, closing);
  if (due === 'behind') return { releaseIds: [], isBehind: true, withheld: [] };
  for (const one of due.periods) await freezeDuePeriod(due.drawing, one);
  return { releaseIds: [], isBehind: false, withheld: [] };
}

async function prepareDrawing(
  job: ReleaseJob,
  { store, today, signal, period }: ClosingOptions,
): Promise<{ readonly drawing: DrawContext; readonly periods: readonly DuePeriod[] } | 'behind'> {
  const published = await job.releases.refresh(signal);
  const all = duePeriods(job.plan, today, new Set(published.keys()));
  const periods = period === undefined ? all : all.filter((one) => isRequested(one, period));
  if (periods.length === 0) return { drawing: { ...job, store, ends: [], signal }, periods };
  // The due periods count everything that is on the log now. Later reports count in a longer period.
  const ends = await readLogEnds(job.eventLog);
  const isCounted = await waitUntilCounted(store, ends, { timeoutMs: job.catchUpMs, everyMs: 100, signal });
  return isCounted ? { drawing: { ...job, store, ends, signal }, periods } : 'behind';
}

/**
 * True for the requested period and the periods within it. If a longer period was published first, it would
 * constrain the shorter ones too much.
 */
function isRequested({ table, period }: DuePeriod, requested: string): boolean {
  const kind = periodKindOf(requested);
  if (period === requested || kind === undefined) return period === requested;
  const [within, days] = [periodDays(kind, requested), periodDays(table.period, period)];
  return table.dated !== 'received' && days.fromDay >= within.fromDay && days.toDay <= within.toDay;
}

/** Releases of linked tables for all audiences in a period, and the withheld tables. */
type PreparedReleases = {
  readonly releases: readonly ReleaseEvent[];
  readonly withheld: readonly WithheldRelease[];
  /** True if a later audit may succeed. */
  readonly isTransient?: boolean;
};

async function prepareReleases(
  job: ReleaseJob,
  drawing: DrawContext,
  due: DuePeriod,
  onDisclosureAuditFailed: ClosingOptions['onDisclosureAuditFailed'],
): Promise<PreparedReleases> {
  const { linkedTables, period } = due;
  const drawn = await drawPeriod(drawing, due);
  if (drawn === undefined)
    return {
      releases: [],
      withheld: linkedTables.map(({ id }) => ({ tableId: id, period, reason: 'not-coupled' })),
    };
  let disclosive: DisclosiveTables;
  try {
    disclosive = await findTablesToWithhold(drawing, due, drawn);
  } catch (error) {
    drawing.signal.throwIfAborted();
    if (!isDisclosureAuditIncomplete(error)) throw error;
    const isTransient = error instanceof DisclosureAuditFailedError;
    if (isTransient) onDisclosureAuditFailed?.(due.releaseId, error);
    // A period that cannot be audited does not prevent the release of others.
    return {
      releases: [],
      withheld: linkedTables.map(({ id }) => ({ tableId: id, period, reason: 'not-checked' })),
      isTransient,
    };
  }
  const { tables, victims } = disclosive;
  const completeness = await completenessOfPeriod(drawing, due);
  return {
    releases: drawn
      .filter(({ table }) => !tables.has(table.id))
      .map((one) =>
        releaseEventOf(
          victims.has(one.table.id) ? withoutVictims(one) : one,
          { ...due, completeness: canCarryCompleteness(one) ? completeness : [] },
          job,
        ),
      ),
    withheld: [
      ...[...tables].map((tableId) => ({ tableId, period, reason: 'discloses-small-counts' as const })),
      ...[...victims].map((tableId) => ({
        tableId,
        period,
        reason: 'victims-disclose-small-counts' as const,
      })),
    ],
  };
}

/** Field activity is published to organisations only, not to authorities and the public. */
function canCarryCompleteness({ table, audience }: DrawnRelease): boolean {
  return table.completeness === true && !needsApproval(audience);
}

/** Appends releases of one draw in one batch, and copies them to the released store. */
async function publish(
  job: ReleaseJob,
  releases: readonly ReleaseEvent[],
  signal: AbortSignal,
): Promise<string[]> {
  if (releases.length === 0) return [];
  signal.throwIfAborted();
  const encoded = releases.map((event) => ({ event, bytes: ReleaseEvent.encode(event).finish() }));
  const records = encoded.map(({ event, bytes }) => ({ key: Buffer.from(event.releaseId), value: bytes }));
  // All releases of a draw are appended, or none, because tables agree only within one draw.
  await job.appender.append(RELEASES_TOPIC, records, { signal });
  // The first event with an id is the release, so the log is read again.
  const published = await job.releases.refresh(signal);
  for (const { event, bytes } of encoded)
    await putRelease(job.releasedStore, published.get(event.releaseId) ?? { event, bytes });
  return encoded.map(({ event }) => event.releaseId);
}

/** Copies a release to the released store: the bytes of the event, with labels for queries. */
export async function putRelease(
  releasedStore: ReleasedStore,
  { event, bytes }: LoggedRelease,
): Promise<void> {
  await releasedStore.putTable({
    id: event.releaseId,
    index: releaseLabels(event),
    body: bytes,
  });
}

function releaseLabels({ tableId, period, releaseId }: ReleaseEvent): Record<string, string> {
  return { table: tableId, period, audience: releaseId.slice(releaseId.lastIndexOf('.') + 1) };
}
