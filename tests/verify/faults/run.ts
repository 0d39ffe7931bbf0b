import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRegistry } from '@waylight/access';
import { createRandom } from '../random.ts';
import { checkDeadLetters } from './check-dead-letters.ts';
import { checkHistory, type Violation } from './check-history.ts';
import { checkLog } from './check-log.ts';
import { checkReleases } from './check-releases.ts';
import { startClients } from './clients.ts';
import { contentOf } from './contents.ts';
import type { FaultKind } from './fault-kind.ts';
import type { CheckedRegion, FaultyRegion } from './faulty-region.ts';
import type { Operation } from './history.ts';
import { readReleaseEvents, waitForReleases } from './read-releases.ts';
import {
  openLog,
  readCells,
  readDeadLetters,
  readReports,
  toCountedCells,
  waitUntilCounted,
} from './read-views.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { saveEvidence } from './save-evidence.ts';
import { type FaultsResult, type Pace, runFaults, type ScheduleOptions } from './schedule.ts';
import { settle } from './settle.ts';

export type RunOptions<Region extends CheckedRegion = FaultyRegion> = {
  readonly faulty: Region;
  readonly seed: number;
  readonly faultKinds: readonly FaultKind<Region>[];
  readonly pace: Pace;
  /** Faults come for this time, or until there were `maxFaults`. */
  readonly durationMs: number;
  readonly maxFaults?: number;
  readonly clientsPerNode: number;
  readonly perSecond?: number;
  readonly settleMs: number;
  readonly print: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Receives the history; the run creates its own if undefined. */
  readonly recorder?: Recorder;
  /** Called when the clients have stopped, before the region gets its time to settle. */
  readonly onLoadEnded?: () => Promise<void>;
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
  /** The folder of the evidence, if a rule was violated. */
  readonly file: string | undefined;
};

/** Runs clients while faults come and go. Then lets the region settle, reads everything and checks it. */
export async function runUnderFaults<Region extends CheckedRegion>(
  options: RunOptions<Region>,
): Promise<RunResult> {
  const { faulty, seed, print } = options;
  const recorder = options.recorder ?? createRecorder();
  const startedAt = performance.now();
  const event = (what: string, detail: string) => {
    recorder.event(what, detail);
    print(`${clock(performance.now() - startedAt)} ${what} ${detail}`.trimEnd());
  };
  const { clientsPerNode, perSecond } = options;
  await using open = new AsyncDisposableStack();
  const clients = open.adopt(
    startClients({ faulty, recorder, seed, clientsPerNode, perSecond }),
    async (one) => {
      await one.stop();
      await one.close();
    },
  );
  const time = AbortSignal.timeout(options.durationMs);
  const signal = options.signal === undefined ? time : AbortSignal.any([options.signal, time]);
  const injected = await runFaults({ ...options, clients, signal, event });
  for (const link of faulty.links.values()) link.restore();
  event('the faults are over', `${recorder.history().operations.length} operations`);
  await clients.stop();
  await options.onLoadEnded?.();
  // A call that a link still delays, and whose caller gave up, must not arrive after the views are read.
  for (const link of faulty.linksWith('clients →')) link.reset();
  const { waiting } = await settle(faulty, recorder.history(), options.settleMs);
  event('the region has settled', waiting === 0 ? '' : `except ${waiting} reports`);
  const idle = await injectWhenIdle({ ...options, clients, event });
  await clients.close();
  const checked = await check(faulty, recorder);
  const violations = [
    ...checked.violations,
    ...[...injected.broken, ...idle].map(
      ({ fault, what }): Violation => ({ rule: 'a fault changes nothing', about: fault, detail: what }),
    ),
  ];
  for (const { rule, about, detail } of violations.slice(0, 20))
    print(`VIOLATED: ${rule}: ${about}: ${detail}`);
  const { operations } = recorder.history();
  const { messages, cells, releases } = checked;
  return {
    violations,
    messages,
    cells,
    releases,
    operations: countOutcomes(operations),
    reports: new Set(operations.map(({ process, reportId }) => `${process} ${reportId}`)).size,
    faults: Object.fromEntries(injected.count),
    seen: Object.fromEntries(injected.seen),
    endedByThemselves: faulty.supervisor.endedByThemselves(),
    file:
      violations.length === 0
        ? undefined
        : await saveEvidence(faulty, { ...checked, seed, violations, events: recorder.events() }),
  };
}

/** Injects faults without load, and returns the violations that they observed, as `runFaults` does. */
async function injectWhenIdle<Region extends CheckedRegion>({
  faulty,
  faultKinds,
  seed,
  clients,
  event,
}: Omit<ScheduleOptions<Region>, 'pace' | 'signal'>): Promise<FaultsResult['broken']> {
  const broken: { fault: string; what: string }[] = [];
  const random = createRandom(seed, 'silence');
  for (const { name, variants = [''], inject } of faultKinds.filter(({ alsoWhenIdle }) => alsoWhenIdle)) {
    const variant = random.pick(variants);
    const active = await inject(faulty, random, new AbortController().signal, variant, clients);
    event(`${name}: ${variant} injected without load`, active.what);
    await active.heal();
    broken.push(...(active.violations?.() ?? []).map((what) => ({ fault: name, what })));
  }
  return broken;
}

/** For records that faults appended and for recounting: neither has a receipt to wait for. */
const COUNTED_MS = 90_000;

async function check(faulty: CheckedRegion, recorder: Recorder) {
  const { region } = faulty;
  const history = recorder.history();
  // Read again: since the settling, receipts may have advanced, but nothing else.
  const { receipts } = await settle(faulty, history, 0);
  const redis = faulty.stores.primary().address;
  const organisationOf = await organisationNames(region.dir);
  const log = openLog(faulty.kafka.address, region.topicPrefix);
  try {
    // Records of faults have no receipt to wait for.
    await waitUntilCounted(log, redis, region.namespace, COUNTED_MS);
    const stored = await readCells(redis, region.namespace);
    const views = { ...toCountedCells(stored, organisationOf), receipts };
    const logged = await readReports(log, faulty.extras);
    const events = await readReleaseEvents(log);
    const released = await waitForReleases(events, redis, region.namespace);
    const violations = [
      ...checkHistory(history, views, (content) => contentOf(content).persons),
      ...checkLog(logged, stored),
      ...checkReleases(events, released, await readReleaseEvents(log)),
      ...checkDeadLetters(faulty.extras.poison(), await readDeadLetters(log), faulty.extras.deletedPoison()),
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

/** From an organisation's number in cells to its id, by the registry that the region runs with. */
async function organisationNames(dir: string): Promise<(number: number) => string | undefined> {
  const parsed = parseRegistry(JSON.parse(await readFile(join(dir, 'registry.json'), 'utf8')));
  if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
  return (number) => parsed.registry.findByNumber(number)?.id;
}
