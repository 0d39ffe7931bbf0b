import { checkDeadLetters } from './check-dead-letters.ts';
import { checkHistory, type Violation } from './check-history.ts';
import { checkLog } from './check-log.ts';
import { checkReleases } from './check-releases.ts';
import { startClients } from './clients.ts';
import { contentOf } from './contents.ts';
import type { FaultyRegion } from './faulty-region.ts';
import type { Operation } from './history.ts';
import { keepEvidence } from './keep.ts';
import type { Nemesis } from './nemesis.ts';
import { organisationNames } from './organisations.ts';
import { createRandom } from './random.ts';
import { readReleaseEvents, releasedOf } from './read-releases.ts';
import {
  countedCells,
  openLog,
  readCells,
  readDeadLetters,
  readReports,
  untilCounted,
} from './read-views.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { type Done, type Pace, runFaults, type ScheduleOptions } from './schedule.ts';
import { settle } from './settle.ts';

export type RunOptions = {
  readonly faulty: FaultyRegion;
  readonly seed: number;
  readonly nemeses: readonly Nemesis[];
  readonly pace: Pace;
  /** Faults come for this time, or until there were `most` of them. */
  readonly durationMs: number;
  readonly most?: number;
  readonly lanes: number;
  readonly perSecond?: number;
  readonly settleMs: number;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Where the history is written; one of the run's own if not given. */
  readonly recorder?: Recorder;
  /** Called when the clients have stopped, before the region is given its time to settle. */
  readonly loadEnded?: () => Promise<void>;
};

export type RunResult = {
  readonly violations: readonly Violation[];
  readonly operations: Readonly<Record<string, number>>;
  readonly reports: number;
  readonly faults: Readonly<Record<string, number>>;
  readonly seen: Readonly<Record<string, number>>;
  readonly endedByThemselves: readonly { readonly name: string; readonly words: string }[];
  readonly messages: number;
  readonly cells: number;
  readonly releases: number;
  /** The folder in which everything about it lies, if something was violated. */
  readonly file: string | undefined;
};

/** Clients work while faults come and go; then everything is let settle, read and checked. */
export async function runUnderFaults(options: RunOptions): Promise<RunResult> {
  const { faulty, seed, say } = options;
  const recorder = options.recorder ?? createRecorder();
  const startedAt = performance.now();
  const event = (what: string, detail: string) => {
    recorder.event(what, detail);
    say(`${clock(performance.now() - startedAt)} ${what} ${detail}`.trimEnd());
  };
  const { lanes, perSecond } = options;
  await using open = new AsyncDisposableStack();
  const clients = open.adopt(startClients({ faulty, recorder, seed, lanes, perSecond }), async (one) => {
    await one.stop();
    await one.close();
  });
  const time = AbortSignal.timeout(options.durationMs);
  const signal = options.signal === undefined ? time : AbortSignal.any([options.signal, time]);
  const struck = await runFaults({ ...options, clients, signal, event });
  for (const way of faulty.ways.values()) way.mend();
  event('the faults are over', `${recorder.history().operations.length} operations`);
  await clients.stop();
  await options.loadEnded?.();
  // What a way has held back of a call that nobody waits for any more must not arrive after the views are read.
  for (const way of faulty.waysWith('clients →')) way.reset();
  const { waiting } = await settle(faulty, recorder.history(), options.settleMs);
  event('the region has settled', waiting === 0 ? '' : `but for ${waiting} reports`);
  const silent = await strikeInSilence({ ...options, clients, event });
  await clients.close();
  const checked = await check(faulty, recorder);
  const violations = [
    ...checked.violations,
    ...[...struck.broken, ...silent].map(
      ({ nemesis, what }): Violation => ({ rule: 'a fault changes nothing', about: nemesis, detail: what }),
    ),
  ];
  for (const { rule, about, detail } of violations.slice(0, 20))
    say(`VIOLATED: ${rule}: ${about}: ${detail}`);
  const { operations } = recorder.history();
  const { messages, cells, releases } = checked;
  return {
    violations,
    messages,
    cells,
    releases,
    operations: countOutcomes(operations),
    reports: new Set(operations.map(({ process, reportId }) => `${process} ${reportId}`)).size,
    faults: Object.fromEntries(struck.count),
    seen: Object.fromEntries(struck.seen),
    endedByThemselves: faulty.supervisor.endedByThemselves(),
    file:
      violations.length === 0
        ? undefined
        : await keepEvidence(faulty, { ...checked, seed, violations, events: recorder.events() }),
  };
}

/** What the faults saw that must not be, as `runFaults` tells it. */
async function strikeInSilence({
  faulty,
  nemeses,
  seed,
  clients,
  event,
}: Omit<ScheduleOptions, 'pace' | 'signal'>): Promise<Done['broken']> {
  const broken: { nemesis: string; what: string }[] = [];
  const random = createRandom(seed, 'silence');
  for (const { name, variants = [''], strike } of nemeses.filter(({ alsoInSilence }) => alsoInSilence)) {
    const variant = random.pick(variants);
    const struck = await strike(faulty, random, new AbortController().signal, variant, clients);
    event(`${name}: ${variant} strikes in silence`, struck.what);
    await struck.heal();
    broken.push(...(struck.broken?.() ?? []).map((what) => ({ nemesis: name, what })));
  }
  return broken;
}

/** For what faults put on the log, and for what is counted again: neither has a receipt that would say so. */
const COUNTED_MS = 90_000;

async function check(faulty: FaultyRegion, recorder: Recorder) {
  const { region } = faulty;
  const history = recorder.history();
  // Read again: between the settling and now a receipt may only have gone on.
  const { receipts } = await settle(faulty, history, 0);
  const redis = faulty.stores.primary().address;
  const organisationOf = await organisationNames(region.dir);
  const log = openLog(faulty.kafka.address, region.topicPrefix);
  try {
    // What faults put on the log has no receipt to wait for.
    await untilCounted(log, redis, region.namespace, COUNTED_MS);
    const stored = await readCells(redis, region.namespace);
    const views = { ...countedCells(stored, organisationOf), receipts };
    const logged = await readReports(log, faulty.extras);
    const events = await readReleaseEvents(log);
    const released = await releasedOf(events, redis, region.namespace);
    const violations = [
      ...checkHistory(history, views, (content) => contentOf(content).persons),
      ...checkLog(logged, stored),
      ...checkReleases(events, released, await readReleaseEvents(log)),
      ...checkDeadLetters(faulty.extras.poison(), await readDeadLetters(log), faulty.extras.goneWithTopics()),
    ];
    return {
      violations,
      messages: logged.length,
      cells: views.cells.length,
      releases: released.size,
      history,
      views,
      log: [...logged, ...events, ...[...released].map(([found, digest]) => ({ found, digest }))],
    };
  } finally {
    await log.close();
  }
}

function countOutcomes(operations: readonly Operation[]): Record<string, number> {
  const count: Record<string, number> = {};
  for (const { kind, outcome } of operations) {
    const name = `${kind} ${outcome.kind}`;
    count[name] = (count[name] ?? 0) + 1;
  }
  return count;
}

function clock(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
