import { RELEASES_TOPIC } from '@waylight/contracts';
import { ReleaseEvent } from '@waylight/contracts/release';
import {
  AUDIENCES,
  type CoupledPart,
  coverageOf,
  type DrawnFor,
  type DuePeriod,
  drawFamily,
  drawnTableOf,
  duePeriods,
  hasAxes,
  type PlannedTable,
  type ReleasePlan,
  type ReleaseSigner,
  releaseIdOf,
  releasePeriodsWithin,
} from '@waylight/disclosure-control';
import type { Appender, EventLog } from '@waylight/event-log';
import type { CellMap, RawCellStore, ReleasedStore } from '@waylight/view-store';
import { partitionName } from '../steps/names.ts';
import { caughtUp, type LogEnd, logEnds } from './caught-up.ts';
import { countTable } from './count-table.ts';
import { bucketsOf, frozenPeriodId } from './frozen-period.ts';
import { releaseEventOf } from './release-event.ts';
import type { PublishedRelease, ReleaseEvents } from './release-events.ts';

export type ReleaseJob = {
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly releases: ReleaseEvents;
  readonly releasedStore: ReleasedStore;
  readonly plan: ReleasePlan;
  /** Keys every draw; see `drawTable`. */
  readonly secret: Uint8Array;
  readonly sign: ReleaseSigner;
  readonly catchUpMs: number;
};

export type Closing = {
  /** The raw cells that serve. */
  readonly store: RawCellStore;
  /** In days since 1970-01-01. */
  readonly today: number;
  readonly signal: AbortSignal;
};

/**
 * Releases made now; `behind` where the store has not counted the log yet, and nothing was closed; `withheld`, those that
 * are due and cannot be coupled to what was released of them already, because the plan has changed in between.
 */
export type Closed = {
  readonly made: readonly string[];
  readonly behind: boolean;
  readonly withheld: readonly string[];
};

/** Hundreds may be due at once, and whoever closes them has more to look after than that. */
const MOST_AT_ONCE = 10;

/**
 * Makes the first releases that are due: freeze the period's cells in every partition → count → draw → append to the log →
 * put into the released store. Each step may be repeated with the same outcome (the first freeze decides, the draw is
 * keyed, a release on the log is never drawn again), so that it may be killed anywhere and run anew.
 */
export async function closeDuePeriods(job: ReleaseJob, closing: Closing): Promise<Closed> {
  const { store, today, signal } = closing;
  const published = await job.releases.refresh(signal);
  const due = duePeriods(job.plan, today, new Set(published.keys()));
  if (due.length === 0) return { made: [], behind: false, withheld: [] };

  // What was on the log at the closing moment counts: late reports belong to a longer period.
  const ends = await logEnds(job.eventLog);
  if (!(await caughtUp(store, ends, { timeoutMs: job.catchUpMs, everyMs: 100, signal })))
    return { made: [], behind: true, withheld: [] };

  const made: string[] = [];
  const withheld: string[] = [];
  for (const one of due) {
    signal.throwIfAborted();
    const releases = await makeReleases(job, store, ends, one, signal);
    if (releases === undefined) withheld.push(one.releaseId);
    else made.push(...releases);
    if (made.length >= MOST_AT_ONCE) break;
  }
  return { made, behind: false, withheld };
}

/** Makes the releases of a family in a period for all circles, from the same cells and in one append. Undefined: withheld. */
async function makeReleases(
  job: ReleaseJob,
  store: RawCellStore,
  ends: readonly LogEnd[],
  due: DuePeriod,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  const drawn = await drawDue(job, store, ends, due, signal);
  if (drawn === undefined) return undefined;
  signal.throwIfAborted();
  const made = drawn.map((one) => {
    const event = releaseEventOf(one, due, job);
    return { event, bytes: ReleaseEvent.encode(event).finish() };
  });
  const records = made.map(({ event, bytes }) => ({ key: Buffer.from(event.releaseId), value: bytes }));
  // One batch, all or nothing: a table can only agree with those that were drawn from the same cells.
  await job.appender.append(RELEASES_TOPIC, records, { signal });
  // Whoever appended first made the release: read back what the log says.
  const published = await job.releases.refresh(signal);
  for (const { event, bytes } of made)
    await putRelease(job.releasedStore, published.get(event.releaseId) ?? { event, bytes });
  return made.map(({ event }) => event.releaseId);
}

/** Freezes a period where it is not frozen yet, and draws its tables for all circles: the one draw, however often. */
async function drawDue(
  job: ReleaseJob,
  store: RawCellStore,
  ends: readonly LogEnd[],
  due: DuePeriod,
  signal: AbortSignal,
): Promise<DrawnFor[] | undefined> {
  const { family, table: head, period, closesOn } = due;
  const coverage = coverageOf(head.period, period);
  const periodId = frozenPeriodId(period, closesOn);
  const buckets = bucketsOf(head, coverage);
  const frozen = await Promise.all(ends.map(({ id }) => freeze(store, partitionName(id), periodId, buckets)));
  const parts = new Map<PlannedTable, readonly CoupledPart[]>();
  for (const table of family) {
    const released = await releasedParts(job, store, ends, { table, period }, signal);
    if (released === undefined) return undefined;
    parts.set(table, released);
  }
  return drawFamily({
    ...{ secret: job.secret, base: job.plan.base, family, period },
    cellsFor: (table, audience) => countTable({ table, tables: job.plan.tables }, audience, coverage, frozen),
    partsOf: (table) => parts.get(table) ?? [],
  });
}

/**
 * The shorter periods that a table is coupled to, as they were released, with what they counted when they closed. Undefined
 * where one was released with other rows, columns or another k, or to another circle: nothing could couple the two.
 */
async function releasedParts(
  job: ReleaseJob,
  store: RawCellStore,
  ends: readonly LogEnd[],
  { table, period }: Pick<DuePeriod, 'table' | 'period'>,
  signal: AbortSignal,
): Promise<CoupledPart[] | undefined> {
  const { tables } = job.plan;
  const shorter = tables.find(({ id }) => id === table.partsOf);
  if (shorter === undefined) return [];
  const published = await job.releases.refresh(signal);
  const parts: CoupledPart[] = [];
  for (const part of releasePeriodsWithin(shorter.period, table.period, period)) {
    const release = published.get(releaseIdOf(shorter, part));
    // Another circle's alone, from an earlier plan, counts other reports.
    if (release === undefined && AUDIENCES.some((to) => published.has(releaseIdOf(shorter, part, to))))
      return undefined;
    if (release === undefined) continue;
    signal.throwIfAborted();
    const drawn = drawnTableOf(release.event);
    if (drawn.base !== job.plan.base || !hasAxes(drawn, shorter)) return undefined;
    const coverage = coverageOf(shorter.period, part);
    const cells = await countedAtClosing(store, ends, part, release.event.closedDay);
    const counted = countTable({ table: shorter, tables }, shorter.audience, coverage, cells);
    parts.push({ table: shorter, drawn, cells: counted });
  }
  return parts;
}

/**
 * What a period counted when it closed, from its frozen sets; a partition that came later has none. A rebuild takes them away
 * with their generation: then the cells as they are now stand for them. Chances are a little off then, and what the parts force
 * is not, because that follows from what was released. Nothing is frozen here: it would say that the period closed now.
 */
async function countedAtClosing(
  store: RawCellStore,
  ends: readonly LogEnd[],
  period: string,
  closedDay: number,
): Promise<readonly CellMap[]> {
  const names = ends.map(({ id }) => partitionName(id));
  const periodId = frozenPeriodId(period, closedDay);
  const sets = await Promise.all(names.map((name) => store.readFrozen(name, periodId)));
  if (sets.some((set) => set !== null)) return sets.map((set) => set?.cells ?? new Map());
  return Promise.all(names.map(async (name) => (await store.snapshot(name)).buckets));
}

async function freeze(
  store: RawCellStore,
  partition: string,
  periodId: string,
  buckets: readonly string[],
): Promise<CellMap> {
  await store.freeze(partition, periodId, buckets);
  return (await store.readFrozen(partition, periodId))?.cells ?? new Map();
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
