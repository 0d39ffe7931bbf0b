import { RELEASES_TOPIC } from '@waylight/contracts';
import { ReleaseEvent } from '@waylight/contracts/release';
import { AttackDiedError, type Telling } from '@waylight/disclosure-audit';
import {
  type DrawnFor,
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
import type { Blocked } from './blocked.ts';
import { caughtUp, logEnds } from './caught-up.ts';
import { completenessOfPeriod, type Expected } from './completeness-of.ts';
import { type Drawing, drawDue, freezeDue } from './draw-due.ts';
import type { FrozenPeriods } from './frozen-period.ts';
import { releaseEventOf } from './release-event.ts';
import type { PublishedRelease, ReleaseEvents } from './release-events.ts';
import { tablesToWithhold } from './tables-to-withhold.ts';
import { isUnchecked } from './unchecked.ts';

export type ReleaseJob = {
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly releases: ReleaseEvents;
  readonly releasedStore: ReleasedStore;
  readonly viewStore: FrozenPeriods;
  readonly plan: ReleasePlan;
  /** Keys every draw; see `drawTable`. */
  readonly secret: Uint8Array;
  readonly sign: ReleaseSigner;
  /** How many organisations are checked in pairs as well; see `pairsToCheck`. */
  readonly pairsOf: number;
  /** From whom it is expected that it says what it did: see `completenessOfPeriod`. */
  readonly expected: Expected;
  readonly catchUpMs: number;
};

export type Closing = {
  /** The raw cells that serve. */
  readonly store: RawCellStore;
  /** In days since 1970-01-01. */
  readonly today: number;
  readonly signal: AbortSignal;
  /** One period alone. */
  readonly period?: string;
  /** What was found before of periods of which nothing may leave; what is found now is added. */
  readonly blocked?: Blocked;
  /** Told of an attack that died, and on which release. */
  readonly died?: (check: string, error: AttackDiedError) => void;
};

/** A table that is due and does not leave, or leaves without its sums of victims. */
export type Withheld = {
  readonly tableId: string;
  readonly period: string;
  /** 'not-checked': the attack did not come to an end or died, nothing fits what was released, or it is not known what that counts. */
  readonly why: 'not-coupled' | 'tells-small-counts' | 'victims-tell-small-counts' | 'not-checked';
};

/** What is due and not published: `behind` where the store has not counted the log yet, and nothing was looked at. */
export type Previewed = {
  readonly releases: readonly ReleaseEvent[];
  readonly withheld: readonly Withheld[];
  readonly behind: boolean;
};

/**
 * Releases made now; `behind` where the store has not counted the log yet, and nothing was closed; `withheld`, tables that
 * are due and do not leave.
 */
export type Closed = {
  readonly made: readonly string[];
  readonly behind: boolean;
  readonly withheld: readonly Withheld[];
};

/** Hundreds may be due at once, and whoever closes them has more to look after than that. */
const MOST_AT_ONCE = 10;

/**
 * Makes the first releases that are due: freeze the period's cells in every partition → count → draw → check → append to the
 * log → put into the released store. Each step may be repeated with the same outcome (the first freeze decides, the draw is
 * keyed, a release on the log is never drawn again), so that it may be killed anywhere and run anew.
 */
export async function closeDuePeriods(job: ReleaseJob, closing: Closing): Promise<Closed> {
  const due = await drawable(job, closing);
  if (due === 'behind') return { made: [], behind: true, withheld: [] };
  const made: string[] = [];
  const withheld: Withheld[] = [];
  for (const one of due.periods) {
    closing.signal.throwIfAborted();
    const known = closing.blocked?.of(one.releaseId);
    const prepared: Prepared =
      known === undefined
        ? await prepareDue(job, due.drawing, one, closing.died)
        : { releases: [], withheld: known };
    if (known === undefined && prepared.releases.length === 0)
      closing.blocked?.add(one.releaseId, prepared.withheld, prepared.isPassing === true);
    withheld.push(...prepared.withheld);
    made.push(...(await publish(job, prepared.releases, closing.signal)));
    if (made.length >= MOST_AT_ONCE) break;
  }
  return { made, behind: false, withheld };
}

/** Makes what is due, to the last byte, and publishes none of it. */
export async function previewDuePeriods(job: ReleaseJob, closing: Closing): Promise<Previewed> {
  const due = await drawable(job, closing);
  if (due === 'behind') return { releases: [], behind: true, withheld: [] };
  const prepared: Prepared[] = [];
  // Longer periods are drawn as they will be: after their shorter ones.
  const before = new Map<string, PublishedRelease>();
  const releases = {
    refresh: async (signal?: AbortSignal) => new Map([...(await job.releases.refresh(signal)), ...before]),
  };
  for (const one of due.periods) {
    closing.signal.throwIfAborted();
    const made = await prepareDue(job, { ...due.drawing, releases }, one, closing.died);
    for (const event of made.releases)
      before.set(event.releaseId, { event, bytes: ReleaseEvent.encode(event).finish() });
    prepared.push(made);
  }
  return {
    releases: prepared.flatMap(({ releases }) => releases),
    withheld: prepared.flatMap((one) => one.withheld),
    behind: false,
  };
}

/** Freezes what is due, for a plan whose releases wait until somebody publishes them: what comes later belongs to later ones. */
export async function freezeDuePeriods(job: ReleaseJob, closing: Closing): Promise<Closed> {
  const due = await drawable(job, closing);
  if (due === 'behind') return { made: [], behind: true, withheld: [] };
  for (const one of due.periods) await freezeDue(due.drawing, one);
  return { made: [], behind: false, withheld: [] };
}

async function drawable(
  job: ReleaseJob,
  { store, today, signal, period }: Closing,
): Promise<{ readonly drawing: Drawing; readonly periods: readonly DuePeriod[] } | 'behind'> {
  const published = await job.releases.refresh(signal);
  const all = duePeriods(job.plan, today, new Set(published.keys()));
  const periods = period === undefined ? all : all.filter((one) => isAskedFor(one, period));
  if (periods.length === 0) return { drawing: { ...job, store, ends: [], signal }, periods };
  // What was on the log at the closing moment counts: late reports belong to a longer period.
  const ends = await logEnds(job.eventLog);
  const isCounted = await caughtUp(store, ends, { timeoutMs: job.catchUpMs, everyMs: 100, signal });
  return isCounted ? { drawing: { ...job, store, ends, signal }, periods } : 'behind';
}

/** The period that is named, and those within it: a longer one that leaves before them leaves them no room. */
function isAskedFor({ table, period }: DuePeriod, asked: string): boolean {
  const kind = periodKindOf(asked);
  if (period === asked || kind === undefined) return period === asked;
  const [within, days] = [releasePeriodDays(kind, asked), releasePeriodDays(table.period, period)];
  return table.dated !== 'received' && days.fromDay >= within.fromDay && days.toDay <= within.toDay;
}

/** The releases of a family in a period for all circles, and the tables of it that do not leave. */
type Prepared = {
  readonly releases: readonly ReleaseEvent[];
  readonly withheld: readonly Withheld[];
  /** Another time it may be checked. */
  readonly isPassing?: boolean;
};

async function prepareDue(
  job: ReleaseJob,
  drawing: Drawing,
  due: DuePeriod,
  died: Closing['died'],
): Promise<Prepared> {
  const { family, period } = due;
  const drawn = await drawDue(drawing, due);
  if (drawn === undefined)
    return {
      releases: [],
      withheld: family.map(({ id }) => ({ tableId: id, period, why: 'not-coupled' })),
    };
  let telling: Telling;
  try {
    telling = await tablesToWithhold(drawing, due, drawn);
  } catch (error) {
    drawing.signal.throwIfAborted();
    if (!isUnchecked(error)) throw error;
    const hasDied = error instanceof AttackDiedError;
    if (hasDied) died?.(due.releaseId, error);
    // One period that cannot be checked keeps no other back.
    return {
      releases: [],
      withheld: family.map(({ id }) => ({ tableId: id, period, why: 'not-checked' })),
      isPassing: hasDied,
    };
  }
  const { tables, victims } = telling;
  const completeness = await completenessOfPeriod(drawing, due);
  return {
    releases: drawn
      .filter(({ table }) => !tables.has(table.id))
      .map((one) =>
        releaseEventOf(
          victims.has(one.table.id) ? withoutVictims(one) : one,
          { ...due, completeness: mayTell(one) ? completeness : [] },
          job,
        ),
      ),
    withheld: [
      ...[...tables].map((tableId) => ({ tableId, period, why: 'tells-small-counts' as const })),
      ...[...victims].map((tableId) => ({ tableId, period, why: 'victims-tell-small-counts' as const })),
    ],
  };
}

/** What organisations do in the field is for those that work there: authorities and the public are told none of it. */
function mayTell({ table, audience }: DrawnFor): boolean {
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
  const made = releases.map((event) => ({ event, bytes: ReleaseEvent.encode(event).finish() }));
  const records = made.map(({ event, bytes }) => ({ key: Buffer.from(event.releaseId), value: bytes }));
  // One batch, all or nothing: a table can only agree with those that were drawn from the same cells.
  await job.appender.append(RELEASES_TOPIC, records, { signal });
  // Whoever appended first made the release: read back what the log says.
  const published = await job.releases.refresh(signal);
  for (const { event, bytes } of made)
    await putRelease(job.releasedStore, published.get(event.releaseId) ?? { event, bytes });
  return made.map(({ event }) => event.releaseId);
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
