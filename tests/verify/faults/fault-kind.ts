import type { Clients } from './clients.ts';
import type { FaultyRegion } from './faulty-region.ts';
import type { Random } from './random.ts';

/** What disturbs a region. It says in words what it did, and what it did is undone by `heal`. */
export type FaultKind = {
  /** As `--only` names it, such as `kill-intake`. */
  readonly name: string;
  /** How long it holds before it heals: drawn from this range, in milliseconds. */
  readonly durationMs: readonly [least: number, most: number];
  /** It waits for something, which `done` tells: its time is only the most that it waits. */
  readonly untilDone?: boolean;
  /** How often it comes before every other has come again; once if not given. */
  readonly timesPerRound?: number;
  /** Comes once more when all has settled and nobody sends: what the region does about it then, no report makes it do. */
  readonly alsoWhenIdle?: boolean;
  /** Where it has several forms, such as a named step each: they take turns, so that a long run meets every one. */
  readonly variants?: readonly string[];
  /**
   * Begins to disturb and returns at once. All chance comes from `random`, so that a seed replays it. What it needs to
   * do meanwhile it does until the signal fires, which is before `heal` is called.
   */
  readonly inject: (
    faulty: FaultyRegion,
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
  /** Settles when what it waits for has come: it is healed then, and not only when its time is over. */
  readonly done?: Promise<unknown>;
  /** Figures of this one, in words; asked after `heal`. */
  readonly summary?: () => string;
  /** What was seen, for the summary; asked after `heal`. */
  readonly observations?: () => Observations;
  /** What it saw that must not be, in a sentence each; asked after `heal`. */
  readonly violations?: () => readonly string[];
};

/** Facts by name, added up over a run, such as `fenced`. */
export type Observations = Readonly<Record<string, number>>;
