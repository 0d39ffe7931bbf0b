import { RELEASES_TOPIC } from '@waylight/contracts';
import { ReleaseEvent } from '@waylight/contracts/release';
import { type DisclosiveTables, DisclosureAuditFailedError } from '@waylight/disclosure-audit';
import {
  type DrawnRelease,
  type DuePeriod,
  duePeriods,
  needsApproval,
  periodKindOf,
  type ReleasePlan,
  type ReleaseSigner,
  releasePeriodDays,
  withoutVictims,
} from '@waylight/disclosure-control';
import type { Appender, EventLog } from '@waylight/event-log';
import type { RawCellStore, ReleasedStore } from '@waylight/view-store';
import { readLogEnds, waitUntilCounted } from '../count/log-ends.ts';
import type { BlockedPeriods } from './blocked-periods.ts';
import { isDisclosureAuditIncomplete } from './disclosure-audit-failures.ts';
import { type DrawContext, drawPeriod, freezeDuePeriod } from './draw-period.ts';
import type { FrozenPeriods } from './frozen-period.ts';
import { completenessOfPeriod, type ExpectedOrganisations } from './period-completeness.ts';
import { releaseEventOf } from './release-event.ts';
import type { PublishedRelease, ReleaseLog } from './release-log.ts';
import { findTablesToWithhold } from './tables-to-withhold.ts';

export type ReleaseJob = {
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly releases: ReleaseLog;
  readonly releasedStore: ReleasedStore;
  readonly viewStore: FrozenPeriods;
  readonly plan: ReleasePlan;
  /** Keys every draw; see `drawTable`. */
  readonly secret: Uint8Array;
  readonly sign: ReleaseSigner;
  /** How many organisations are checked in pairs as well; see `pairsToCheck`. */
  readonly pairedOrganisations: number;
  /** From whom it is expected that it says what it did: see `completenessOfPeriod`. */
  readonly expectedOrganisations: ExpectedOrganisations;
  readonly catchUpMs: number;
};

export type ClosingOptions = {
  /** The raw cells that serve. */
  readonly store: RawCellStore;
  /** In days since 1970-01-01. */
  readonly today: number;
  readonly signal: AbortSignal;
  /** One period alone. */
  readonly period?: string;
  /** What was found before of periods of which nothing may leave; what is found now is added. */
  readonly blockedPeriods?: BlockedPeriods;
  /** Told of an attack that died, and on which release. */
  readonly onDisclosureAuditFailed?: (check: string, error: DisclosureAuditFailedError) => void;
};

export const WITHHELD_REASONS = [
  'not-coupled',
  'discloses-small-counts',
  'victims-disclose-small-counts',
  'not-checked',
] as const;

/** A table that is due and does not leave, or leaves without its sums of victims. */
export type WithheldRelease = {
  readonly tableId: string;
  readonly period: string;
  /** 'not-checked': the attack did not come to an end or died, nothing fits what was released, or it is not known what that counts. */
  readonly reason: (typeof WITHHELD_REASONS)[number];
};

/** What is due and not published: `behind` where the store has not counted the log yet, and nothing was looked at. */
export type PreviewResult = {
  readonly releases: readonly ReleaseEvent[];
  readonly withheld: readonly WithheldRelease[];
  readonly isBehind: boolean;
};

/**
 * Releases made now; `behind` where the store has not counted the log yet, and nothing was closed; `withheld`, tables that
 * are due and do not leave.
 */
export type ClosingResult = {
  readonly releaseIds: readonly string[];
  readonly isBehind: boolean;
  readonly withheld: readonly WithheldRelease[];
};

/** Hundreds may be due at once, and whoever closes them has more to look after than that. */
const MOST_AT_ONCE = 10;

/**
 * Makes the first releases that are due: freeze the period's cells in every partition → count → draw → check → append to the
 * log → put into the released store. Each step may be repeated with the same outcome (the first freeze decides, the draw is
 * keyed, a release on the log is never drawn again), so that it may be killed anywhere and run anew.
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
    if (releaseIds.length >= MOST_AT_ONCE) break;
  }
  return { releaseIds, isBehind: false, withheld };
}

/** Makes what is due, to the last byte, and publishes none of it. */
export async function previewDuePeriods(job: ReleaseJob, closing: ClosingOptions): Promise<PreviewResult> {
  const due = await prepareDrawing(job, closing);
  if (due === 'behind') return { releases: [], isBehind: true, withheld: [] };
  const prepared: PreparedReleases[] = [];
  // Longer periods are drawn as they will be: after their shorter ones.
  const before = new Map<string, PublishedRelease>();
  const releases = {
    refresh: async (signal?: AbortSignal) => new Map([...(await job.releases.refresh(signal)), ...before]),
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
      before.set(event.releaseId, { event, bytes: ReleaseEvent.encode(event).finish() });
    prepared.push(preparedPeriod);
  }
  return {
    releases: prepared.flatMap(({ releases }) => releases),
    withheld: prepared.flatMap((one) => one.withheld),
    isBehind: false,
  };
}

/** Freezes what is due, for a plan whose releases wait until somebody publishes them: what comes later belongs to later ones. */
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
  // What was on the log at the closing moment counts: late reports belong to a longer period.
  const ends = await readLogEnds(job.eventLog);
  const isCounted = await waitUntilCounted(store, ends, { timeoutMs: job.catchUpMs, everyMs: 100, signal });
  return isCounted ? { drawing: { ...job, store, ends, signal }, periods } : 'behind';
}

/** The period that is named, and those within it: a longer one that leaves before them leaves them no room. */
function isRequested({ table, period }: DuePeriod, requested: string): boolean {
  const kind = periodKindOf(requested);
  if (period === requested || kind === undefined) return period === requested;
  const [within, days] = [releasePeriodDays(kind, requested), releasePeriodDays(table.period, period)];
  return table.dated !== 'received' && days.fromDay >= within.fromDay && days.toDay <= within.toDay;
}

/** The releases of a family in a period for all circles, and the tables of it that do not leave. */
type PreparedReleases = {
  readonly releases: readonly ReleaseEvent[];
  readonly withheld: readonly WithheldRelease[];
  /** Another time it may be checked. */
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
    const hasDied = error instanceof DisclosureAuditFailedError;
    if (hasDied) onDisclosureAuditFailed?.(due.releaseId, error);
    // One period that cannot be checked keeps no other back.
    return {
      releases: [],
      withheld: linkedTables.map(({ id }) => ({ tableId: id, period, reason: 'not-checked' })),
      isTransient: hasDied,
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

/** What organisations do in the field is for those that work there: authorities and the public are told none of it. */
function canCarryCompleteness({ table, audience }: DrawnRelease): boolean {
  return table.completeness === true && !needsApproval(audience);
}

/** Appends releases that were drawn from the same cells, all or none, and puts them where readers find them. */
async function publish(
  job: ReleaseJob,
  releases: readonly ReleaseEvent[],
  signal: AbortSignal,
): Promise<string[]> {
  if (releases.length === 0) return [];
  signal.throwIfAborted();
  const encoded = releases.map((event) => ({ event, bytes: ReleaseEvent.encode(event).finish() }));
  const records = encoded.map(({ event, bytes }) => ({ key: Buffer.from(event.releaseId), value: bytes }));
  // One batch, all or nothing: a table can only agree with those that were drawn from the same cells.
  await job.appender.append(RELEASES_TOPIC, records, { signal });
  // Whoever appended first made the release: read back what the log says.
  const published = await job.releases.refresh(signal);
  for (const { event, bytes } of encoded)
    await putRelease(job.releasedStore, published.get(event.releaseId) ?? { event, bytes });
  return encoded.map(({ event }) => event.releaseId);
}

/** Puts a release where readers find it: the event's own bytes, under labels to choose by. */
export async function putRelease(
  releasedStore: ReleasedStore,
  { event, bytes }: PublishedRelease,
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
