import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../random.ts';
import type { Clients } from './clients.ts';
import type { FaultKind } from './fault-kind.ts';
import type { CheckedRegion, FaultyRegion } from './faulty-region.ts';

/** One fault of a run: its kind and form, its gap after the fault before, and its duration. */
export type PlannedFault = {
  readonly fault: string;
  readonly variant: string;
  readonly gapMs: number;
  readonly durationMs: number;
};

export type Pace = {
  /** Between the end of a fault and the start of the next one, in milliseconds. */
  readonly gapMs: readonly [least: number, most: number];
  /** Upper limit of a fault's duration; does not apply to those with `untilDone`. */
  readonly maxDurationMs: number;
  /** Come before all others, in this order, so that a short run does not miss them. */
  readonly first?: readonly string[];
};

export type ScheduledKind = Pick<
  FaultKind,
  'name' | 'durationMs' | 'variants' | 'untilDone' | 'timesPerRound'
>;

/**
 * Plans the faults of a run from the seed alone. Each round has every kind `timesPerRound`, in random order, and each form
 * of a kind comes once before any is repeated. The plan is endless; the run's time ends it.
 */
export function* planFaults(
  seed: number,
  faultKinds: readonly ScheduledKind[],
  { gapMs, maxDurationMs, first = [] }: Pace,
): IterableIterator<PlannedFault> {
  const random = createRandom(seed, 'schedule');
  const turns = new Map<string, string[]>();
  const nextForm = ({ name, variants = [''] }: ScheduledKind): string => {
    let left = turns.get(name) ?? [];
    if (left.length === 0) left = random.shuffled(variants);
    turns.set(name, left.slice(1));
    return left[0] ?? '';
  };
  const rank = ({ name }: ScheduledKind) => (first.includes(name) ? first.indexOf(name) : first.length);
  const all = faultKinds.flatMap((kind) => Array.from({ length: kind.timesPerRound ?? 1 }, () => kind));
  let round = random.shuffled(all).toSorted((a, b) => rank(a) - rank(b));
  for (;;) {
    for (const kind of round)
      yield {
        fault: kind.name,
        variant: nextForm(kind),
        gapMs: random.between(...gapMs),
        durationMs: Math.min(
          kind.untilDone === true ? Number.POSITIVE_INFINITY : maxDurationMs,
          random.between(...kind.durationMs),
        ),
      };
    round = random.shuffled(all);
  }
}

export type ScheduleOptions<Region extends CheckedRegion = FaultyRegion> = {
  readonly faulty: Region;
  readonly seed: number;
  readonly faultKinds: readonly FaultKind<Region>[];
  /** Faults may read the answers of clients, and let one of them flood. */
  readonly clients: Clients;
  readonly pace: Pace;
  /** Ends the run; the active fault is then healed at once. */
  readonly signal: AbortSignal;
  /** The run ends after this many faults. */
  readonly maxFaults?: number;
  readonly event: (what: string, detail: string) => void;
};

export type FaultsResult = {
  /** Number of injections, by kind and form. */
  readonly count: ReadonlyMap<string, number>;
  readonly seen: ReadonlyMap<string, number>;
  /** Violations that faults observed. */
  readonly broken: readonly { readonly fault: string; readonly what: string }[];
};

/** Injects and heals one fault after the other, until the signal fires. */
export async function runFaults<Region extends CheckedRegion>(
  options: ScheduleOptions<Region>,
): Promise<FaultsResult> {
  const { faulty, seed, faultKinds, signal, event } = options;
  const count = new Map<string, number>();
  const seen = new Map<string, number>();
  const broken: { fault: string; what: string }[] = [];
  const add = (to: Map<string, number>, name: string, n: number) => to.set(name, (to.get(name) ?? 0) + n);
  let n = 0;
  for (const planned of planFaults(seed, faultKinds, options.pace)) {
    if (n === options.maxFaults) break;
    await pause(planned.gapMs, signal);
    if (signal.aborted) break;
    const faultKind = faultKinds.find(({ name }) => name === planned.fault);
    if (faultKind === undefined) continue;
    const { name } = faultKind;
    const title = planned.variant === '' ? name : `${name}: ${planned.variant}`;
    const ending = new AbortController();
    const random = createRandom(seed, `${n} ${name}`);
    const until = AbortSignal.any([signal, ending.signal]);
    const active = await faultKind.inject(faulty, random, until, planned.variant, options.clients);
    event(`${title} injected`, active.what);
    add(count, title, 1);
    const over = new AbortController();
    active.done?.finally(() => over.abort()).catch(() => undefined);
    await pause(planned.durationMs, AbortSignal.any([signal, over.signal]));
    ending.abort();
    await active.heal();
    const facts = active.observations?.() ?? {};
    for (const [fact, times] of Object.entries(facts)) add(seen, fact, times);
    for (const what of active.violations?.() ?? []) broken.push({ fault: title, what });
    const words = [active.summary?.() ?? '', Object.keys(facts).length > 0 ? JSON.stringify(facts) : ''];
    event(`${title} healed`, words.join(' ').trim());
    n++;
  }
  return { count, seen, broken };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
