import { setTimeout as delay } from 'node:timers/promises';
import type { Clients } from './clients.ts';
import type { FaultKind } from './fault-kind.ts';
import type { FaultyRegion } from './faulty-region.ts';
import { createRandom } from './random.ts';

/** One fault of a run: which, in which form, when after the one before has healed, and for how long. */
export type PlannedFault = {
  readonly fault: string;
  readonly variant: string;
  readonly gapMs: number;
  readonly durationMs: number;
};

export type Pace = {
  /** Between a fault's end and the next one's beginning, in milliseconds. */
  readonly gapMs: readonly [least: number, most: number];
  /** No fault holds longer than this, whatever it asks for; one that waits for something waits as long as it must. */
  readonly maxDurationMs: number;
  /** Come before any other, in this order; what a short run must not miss. */
  readonly first?: readonly string[];
};

export type ScheduledKind = Pick<
  FaultKind,
  'name' | 'durationMs' | 'variants' | 'untilDone' | 'timesPerRound'
>;

/**
 * The faults of a run, all from the seed: each kind comes as often as a round has it, in a drawn order, before the next
 * round, and each form of a kind before any form comes again. It never ends; the run's time does.
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

export type ScheduleOptions = {
  readonly faulty: FaultyRegion;
  readonly seed: number;
  readonly faultKinds: readonly FaultKind[];
  /** Faults may look at what they are answered, and let one of them send more. */
  readonly clients: Clients;
  readonly pace: Pace;
  /** The end of the run: what disturbs then is healed at once. */
  readonly signal: AbortSignal;
  /** The run ends after so many faults. */
  readonly maxFaults?: number;
  readonly event: (what: string, detail: string) => void;
};

export type FaultsResult = {
  /** How often each kind has struck, by name and form. */
  readonly count: ReadonlyMap<string, number>;
  readonly seen: ReadonlyMap<string, number>;
  /** What a fault saw that must not be. */
  readonly broken: readonly { readonly fault: string; readonly what: string }[];
};

/** Strikes and heals, one after the other, until the signal fires; answers how often each has struck. */
export async function runFaults(options: ScheduleOptions): Promise<FaultsResult> {
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
    const struck = await faultKind.inject(faulty, random, until, planned.variant, options.clients);
    event(`${title} strikes`, struck.what);
    add(count, title, 1);
    const over = new AbortController();
    struck.done?.finally(() => over.abort()).catch(() => undefined);
    await pause(planned.durationMs, AbortSignal.any([signal, over.signal]));
    ending.abort();
    await struck.heal();
    const facts = struck.observations?.() ?? {};
    for (const [fact, times] of Object.entries(facts)) add(seen, fact, times);
    for (const what of struck.violations?.() ?? []) broken.push({ fault: title, what });
    const words = [struck.summary?.() ?? '', Object.keys(facts).length > 0 ? JSON.stringify(facts) : ''];
    event(`${title} heals`, words.join(' ').trim());
    n++;
  }
  return { count, seen, broken };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
