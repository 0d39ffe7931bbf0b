import { setTimeout as delay } from 'node:timers/promises';
import type { FaultyRegion } from './faulty-region.ts';
import type { Nemesis } from './nemesis.ts';
import { createRandom } from './random.ts';

/** One fault of a run: which, when after the one before has healed, and for how long. */
export type Planned = { readonly nemesis: string; readonly gapMs: number; readonly holdMs: number };

export type Pace = {
  /** Between a fault's end and the next one's beginning, in milliseconds. */
  readonly gapMs: readonly [least: number, most: number];
  /** Shortens how long each fault holds: 1 is as long as it asks for. */
  readonly hold: number;
};

/**
 * The faults of a run, all from the seed: each kind comes once, in a drawn order, before any comes again. It never ends;
 * the run's time does.
 */
export function* planFaults(
  seed: number,
  nemeses: readonly Pick<Nemesis, 'name' | 'holdMs'>[],
  { gapMs, hold }: Pace,
): IterableIterator<Planned> {
  const random = createRandom(seed, 'schedule');
  for (;;)
    for (const { name, holdMs } of random.shuffled(nemeses))
      yield {
        nemesis: name,
        gapMs: random.between(...gapMs),
        holdMs: Math.round(random.between(...holdMs) * hold),
      };
}

export type ScheduleOptions = {
  readonly faulty: FaultyRegion;
  readonly seed: number;
  readonly nemeses: readonly Nemesis[];
  readonly pace: Pace;
  /** The end of the run: what disturbs then is healed at once. */
  readonly signal: AbortSignal;
  /** After each kind has come once. */
  readonly onceEach?: boolean;
  readonly event: (what: string, detail: string) => void;
};

export type Done = { readonly count: Map<string, number>; readonly seen: Map<string, number> };

/** Strikes and heals, one after the other, until the signal fires; answers how often each has struck. */
export async function runFaults(options: ScheduleOptions): Promise<Done> {
  const { faulty, seed, nemeses, signal, event } = options;
  const struck: Done = { count: new Map(), seen: new Map() };
  let n = 0;
  for (const { nemesis: name, gapMs, holdMs } of planFaults(seed, nemeses, options.pace)) {
    if (options.onceEach === true && n === nemeses.length) break;
    await pause(gapMs, signal);
    if (signal.aborted) break;
    const nemesis = nemeses.find((one) => one.name === name);
    if (nemesis === undefined) continue;
    const ending = new AbortController();
    const random = createRandom(seed, `${n} ${name}`);
    const {
      what,
      heal,
      seen: tell,
    } = await nemesis.strike(faulty, random, AbortSignal.any([signal, ending.signal]));
    event(`${name} strikes`, what);
    struck.count.set(name, (struck.count.get(name) ?? 0) + 1);
    await pause(holdMs, signal);
    ending.abort();
    await heal();
    const seen = tell?.() ?? {};
    for (const [fact, count] of Object.entries(seen))
      struck.seen.set(fact, (struck.seen.get(fact) ?? 0) + count);
    event(`${name} heals`, Object.keys(seen).length > 0 ? JSON.stringify(seen) : '');
    n++;
  }
  return struck;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
