import type { Random } from '../random.ts';
import type { Clients } from './clients.ts';
import type { CheckedRegion, FaultyRegion } from './faulty-region.ts';

/** A way to disturb a region. It describes itself in words, and `heal` undoes it. */
export type FaultKind<Region extends CheckedRegion = FaultyRegion> = {
  /** The name for `--only`, such as `kill-intake`. */
  readonly name: string;
  /** Range of its duration in milliseconds, from which one is drawn. */
  readonly durationMs: readonly [least: number, most: number];
  /** Lasts until `done` settles: the duration is then only the upper limit. */
  readonly untilDone?: boolean;
  /** Number of times in each round of all kinds; once by default. */
  readonly timesPerRound?: number;
  /** Injected once more after all has settled, without load: then no report triggers the recovery. */
  readonly alsoWhenIdle?: boolean;
  /** Forms of the fault, such as one for each named step. They take turns, so that a long run has each of them. */
  readonly variants?: readonly string[];
  /**
   * Starts to disturb, and returns at once. All chance comes from `random`, so that a seed replays it. Work in the
   * background ends when the signal fires, which is before `heal` is called.
   */
  readonly inject: (
    faulty: Region,
    random: Random,
    signal: AbortSignal,
    /** One of `variants`; empty where there are none. */
    variant: string,
    clients: Clients,
  ) => Promise<ActiveFault>;
};

export type ActiveFault = {
  readonly what: string;
  /** Undoes it; afterwards the region can recover by itself. */
  readonly heal: () => Promise<void>;
  /** Settles when the awaited effect is there; the fault then heals at once. */
  readonly done?: Promise<unknown>;
  /** Figures in words; called after `heal`. */
  readonly summary?: () => string;
  /** Facts for the summary; called after `heal`. */
  readonly observations?: () => Observations;
  /** Violations that the fault itself observed, a sentence each; called after `heal`. */
  readonly violations?: () => readonly string[];
};

/** Counts by name, summed over a run, such as `fenced`. */
export type Observations = Readonly<Record<string, number>>;
