import { periodDays, periodKindOf } from '@waylight/calendar';
import { ReleaseEvent } from '@waylight/contracts/release';
import { DisclosureAuditFailedError, type DrawDecision } from '@waylight/disclosure-audit';
import {
  type DrawnRelease,
  type DuePeriod,
  duePeriods,
  needsApproval,
  type ReleasePlan,
  type ReleaseSigner,
} from '@waylight/disclosure-control';
import type { Appender, EventLog } from '@waylight/event-log';
import type { FreezeStore, RawCellStore, ReleasedStore } from '@waylight/view-store';
import { readLogEnds, waitUntilCounted } from '../count/log-positions.ts';
import { decidePeriod } from './decide-period.ts';
import { isDisclosureAuditIncomplete } from './disclosure-audit-failures.ts';
import {
  countPeriod,
  type DrawContext,
  type DrawnReleaseWithCounts,
  freezeDuePeriod,
} from './draw-period.ts';
import { frozenPeriodId } from './frozen-period.ts';
import { completenessOfPeriod, type ExpectedOrganisations } from './period-completeness.ts';
import { nextPublication } from './publication-time.ts';
import { publishReleases } from './publish-releases.ts';
import { releaseEventOf } from './release-event.ts';
import type { ReleaseLog, SignedRelease } from './release-log.ts';
import { type DecidedPeriod, readDecisions, storeDecision } from './stored-decision.ts';
import type { BlockedPeriods, WithheldRelease } from './withheld-release.ts';

export type ReleaseJob = {
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly releases: ReleaseLog;
  readonly releasedStore: ReleasedStore;
  /** Called when releases are on the log. */
  readonly onPublished?: () => void;
  readonly viewStore: FreezeStore;
  readonly plan: ReleasePlan;
  /** Key of every draw; see `drawTable`. */
  readonly secret: Uint8Array;
  readonly sign: ReleaseSigner;
  /** Releases are marked as simulated. */
  readonly isTrial: boolean;
  /** Number of organisations of each country that are also audited in pairs; see `decideDraw`. */
  readonly pairedOrganisations: number;
  /** Organisations that should report activity; see `completenessOfPeriod`. */
  readonly expectedOrganisations: ExpectedOrganisations;
  readonly catchUpMs: number;
  /** Publishes a period as soon as it is decided, and not at `PUBLICATION_HOUR`. */
  readonly publishesAtOnce: boolean;
  /** Time in epoch milliseconds. */
  readonly now: () => number;
};

export type ClosingOptions = {
  /** Raw cells of the live generation. */
  readonly store: RawCellStore;
  /** In days since 1970-01-01; see `trustedDay`. If it is undefined, no period is due yet. */
  readonly today: number | undefined;
  readonly signal: AbortSignal;
  /** Limits the closing to this period and the shorter periods within it. */
  readonly period?: string;
  /** Earlier findings, to which new ones are added. */
  readonly blockedPeriods?: BlockedPeriods;
  /** Called with the error of a failed disclosure audit, and with the id of the release. */
  readonly onDisclosureAuditFailed?: (check: string, error: DisclosureAuditFailedError) => void;
};

/** Due releases. If `isBehind`, the log is not fully counted or no node has sent a heartbeat, and nothing was drawn. */
export type DecidedReleases = {
  readonly releases: readonly ReleaseEvent[];
  readonly withheld: readonly WithheldRelease[];
  readonly isBehind: boolean;
};

/** New releases and withheld tables. For `isBehind`, see `DecidedReleases`: nothing was closed. */
export type ClosingResult = {
  readonly releaseIds: readonly string[];
  readonly isBehind: boolean;
  readonly withheld: readonly WithheldRelease[];
};

/** A call closes no further period once it has published this many releases. The caller has other work in between. */
const MAX_RELEASES_AT_ONCE = 10;

/**
 * Closes the first due periods, each in two steps:
 *
 * 1. Decide: freeze the period's cells in every partition → count → draw and audit until a draw passes → store the
 *    signed releases with the frozen cells. The first stored decision is final.
 * 2. Publish at the publication hour: append to the log → copy to the released store.
 *
 * Each step can be repeated with the same result after a kill. Decided periods are published first, because their
 * publication must not depend on how long the audits of others take.
 */
export async function closeDuePeriods(job: ReleaseJob, options: ClosingOptions): Promise<ClosingResult> {
  const due = await prepareDrawing(job, options);
  if (due === 'behind') return { releaseIds: [], isBehind: true, withheld: [] };
  const releaseIds: string[] = [];
  let publishAtMs = Number.POSITIVE_INFINITY;
  const publishIfReady = async ({ decided }: PeriodOutcome): Promise<void> => {
    if (decided === undefined || decided.releases.length === 0) return;
    const atMs = nextPublication(decided.decidedMs);
    if (job.publishesAtOnce || atMs <= job.now())
      releaseIds.push(...(await publishReleases(job, decided.releases, options.signal)));
    else publishAtMs = Math.min(publishAtMs, atMs);
  };
  const withheld: WithheldRelease[] = [];
  const requested = new Set(due.periods.map(({ period }) => period));
  for (const one of due.outcomes.filter(({ period }) => requested.has(period))) {
    await publishIfReady(one);
    withheld.push(...one.withheld);
  }
  const outcomes = [...due.outcomes];
  for (const one of due.undecided) {
    const leftMs = publishAtMs - job.now();
    if (releaseIds.length >= MAX_RELEASES_AT_ONCE || leftMs <= 0) break;
    const outcome = await decideUnlessStopped(job, { ...due, outcomes }, one, {
      ...options,
      signal: leftMs === Number.POSITIVE_INFINITY ? options.signal : abortAfter(leftMs, options.signal),
    });
    options.signal.throwIfAborted();
    if (outcome === undefined) break;
    outcomes.push(outcome);
    withheld.push(...outcome.withheld);
    await publishIfReady(outcome);
  }
  return { releaseIds, isBehind: false, withheld };
}

/** Aborts at a publication, so that no audit delays it. The audit starts again afterwards. */
const abortAfter = (ms: number, signal: AbortSignal): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(ms)]);

/** Undefined if the audit was stopped because others are to be published. */
async function decideUnlessStopped(
  job: ReleaseJob,
  due: DuePeriods,
  one: DuePeriod,
  options: ClosingOptions,
): Promise<PeriodOutcome | undefined> {
  try {
    return await decideDuePeriod(job, due, one, options);
  } catch (error) {
    if (options.signal.aborted) return undefined;
    throw error;
  }
}

/**
 * Decides due periods, which is final, and returns the releases byte for byte as they will be published. Publishes none.
 */
export async function decideDuePeriods(job: ReleaseJob, options: ClosingOptions): Promise<DecidedReleases> {
  const due = await prepareDrawing(job, options);
  if (due === 'behind') return { releases: [], isBehind: true, withheld: [] };
  const outcomes = [...due.outcomes];
  for (const one of due.undecided)
    outcomes.push(await decideDuePeriod(job, { ...due, outcomes }, one, options));
  const inOrder = due.periods.flatMap((one) => outcomes.filter(({ period }) => period === one.period));
  return {
    releases: inOrder.flatMap(({ decided }) => decided?.releases.map(({ event }) => event) ?? []),
    withheld: inOrder.flatMap((one) => one.withheld),
    isBehind: false,
  };
}

/** Freezes due periods, so that later reports count in longer ones. They are decided later. */
export async function freezeDuePeriods(
  job: ReleaseJob,
  options: ClosingOptions,
): Promise<Pick<ClosingResult, 'isBehind'>> {
  const due = await prepareDrawing(job, options);
  if (due === 'behind') return { isBehind: true };
  for (const one of due.undecided) await freezeDuePeriod(due.drawing, one);
  return { isBehind: false };
}

/** Due periods, oldest first. Shorter periods come before the periods that contain them. */
type DuePeriods = {
  readonly drawing: DrawContext;
  /** The requested periods. */
  readonly periods: readonly DuePeriod[];
  /** Of all decided periods, requested or not, because they restrict what others may release. */
  readonly outcomes: readonly PeriodOutcome[];
  readonly undecided: readonly DuePeriod[];
};

type PeriodOutcome = {
  readonly period: string;
  /** Undefined if the period could not be decided. */
  readonly decided: DecidedPeriod | undefined;
  readonly withheld: readonly WithheldRelease[];
};

async function prepareDrawing(
  job: ReleaseJob,
  { store, today, signal, period }: ClosingOptions,
): Promise<DuePeriods | 'behind'> {
  if (today === undefined) return 'behind';
  await job.viewStore.dropUnselectedFreezes();
  const published = await job.releases.refresh(signal);
  const all = joinLinkedTables(duePeriods(job.plan, today, new Set(published.keys())));
  const periods = period === undefined ? all : all.filter((one) => isRequested(one, period));
  const stored = await readDecisions(
    job.viewStore,
    all.map((one) => one.period),
  );
  const outcomes = all.flatMap((due) => {
    const decided = stored.get(due.period);
    return decided === undefined ? [] : [outcomeOf(due, decided)];
  });
  const undecided = periods.filter((due) => !stored.has(due.period));
  const idle = { drawing: { ...job, store, ends: [], signal }, periods, outcomes, undecided };
  if (undecided.length === 0) return idle;
  // The due periods count everything that is on the log now. Later reports count in a longer period.
  const ends = await readLogEnds(job.eventLog);
  const isCounted = await waitUntilCounted(store, ends, { timeoutMs: job.catchUpMs, everyMs: 100, signal });
  return isCounted ? { ...idle, drawing: { ...job, store, ends, signal } } : 'behind';
}

/** Joins the linked tables of each period, because one draw serves all of its tables. */
export function joinLinkedTables(due: readonly DuePeriod[]): DuePeriod[] {
  const byPeriod = Map.groupBy(due, ({ period, closesOn }) => frozenPeriodId(period, closesOn));
  return [...byPeriod.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, linkedTables: [first, ...others].flatMap(({ linkedTables }) => linkedTables) }],
  );
}

/**
 * True for the requested period and the periods within it. If a longer period was published first, it would
 * constrain the shorter ones too much.
 */
function isRequested(due: DuePeriod, requested: string): boolean {
  return due.period === requested || isWithin(due, requested);
}

function isWithin({ table, period }: DuePeriod, longer: string): boolean {
  const kind = periodKindOf(longer);
  if (kind === undefined || period === longer) return false;
  const [within, days] = [periodDays(kind, longer), periodDays(table.period, period)];
  return table.dated !== 'received' && days.fromDay >= within.fromDay && days.toDay <= within.toDay;
}

async function decideDuePeriod(
  job: ReleaseJob,
  { drawing, outcomes }: DuePeriods,
  due: DuePeriod,
  { signal, blockedPeriods, onDisclosureAuditFailed }: ClosingOptions,
): Promise<PeriodOutcome> {
  signal.throwIfAborted();
  const { linkedTables, period } = due;
  const withholdAll = (reason: WithheldRelease['reason'], isTransient = false): PeriodOutcome => {
    const withheld = linkedTables.map(({ id }) => ({ tableId: id, period, reason }));
    blockedPeriods?.add(due.releaseId, withheld, isTransient);
    return { period, decided: undefined, withheld };
  };
  const known = blockedPeriods?.get(due.releaseId);
  if (known !== undefined) return { period, decided: undefined, withheld: known };
  // The longer period was audited without this one, so this one must not follow.
  if (outcomes.some((one) => (one.decided?.releases.length ?? 0) > 0 && isWithin(due, one.period)))
    return withholdAll('not-checked');
  // Decided periods count as released, although they may still wait for their publication.
  const publishedOrDecided: ReleaseLog = {
    refresh: async (refreshing) =>
      new Map([...(await job.releases.refresh(refreshing)), ...outcomes.flatMap(releasesById)]),
  };
  const context = { ...drawing, releases: publishedOrDecided, signal };
  const counted = await countPeriod(context, due);
  if (counted === undefined) return withholdAll('not-coupled');
  try {
    const { decision, released } = await decidePeriod(context, due, counted);
    const completeness = await completenessOfPeriod(drawing, due);
    const stored = await storeDecision(job.viewStore, counted.freeze, {
      decision,
      decidedMs: job.now(),
      releases: released.map((one) => signedRelease(job, due, one, completeness)),
    });
    return outcomeOf(due, stored);
  } catch (error) {
    signal.throwIfAborted();
    if (!isDisclosureAuditIncomplete(error)) throw error;
    const isTransient = error instanceof DisclosureAuditFailedError;
    if (isTransient) onDisclosureAuditFailed?.(due.releaseId, error);
    // A period that cannot be audited does not prevent the release of others.
    return withholdAll('not-checked', isTransient);
  }
}

const releasesById = ({ decided }: PeriodOutcome): (readonly [string, SignedRelease])[] =>
  (decided?.releases ?? []).map((release) => [release.event.releaseId, release] as const);

function outcomeOf({ period }: Pick<DuePeriod, 'period'>, decided: DecidedPeriod): PeriodOutcome {
  return { period, decided, withheld: withheldBy(decided.decision, period) };
}

function withheldBy({ withheldTables, withheldVictims }: DrawDecision, period: string): WithheldRelease[] {
  return [
    ...withheldTables.map((tableId) => ({ tableId, period, reason: 'discloses-small-counts' as const })),
    ...withheldVictims.map((tableId) => ({
      tableId,
      period,
      reason: 'victims-disclose-small-counts' as const,
    })),
  ];
}

function signedRelease(
  job: ReleaseJob,
  due: DuePeriod,
  drawn: DrawnReleaseWithCounts,
  completeness: Awaited<ReturnType<typeof completenessOfPeriod>>,
): SignedRelease {
  const event = releaseEventOf(
    drawn,
    { ...due, completeness: canCarryCompleteness(drawn) ? completeness : [] },
    job,
  );
  return { event, bytes: ReleaseEvent.encode(event).finish() };
}

/** Field activity is published to organisations only, not to authorities and the public. */
function canCarryCompleteness({ table, audience }: DrawnRelease): boolean {
  return table.completeness === true && !needsApproval(audience);
}
