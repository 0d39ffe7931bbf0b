import type { FaultyRegion } from './faulty-region.ts';
import type { Random } from './random.ts';

/** What disturbs a region. It says in words what it did, and what it did is undone by `heal`. */
export type Nemesis = {
  /** As `--only` names it, such as `kill-intake`. */
  readonly name: string;
  /** How long it holds before it heals: drawn from this range, in milliseconds. */
  readonly holdMs: readonly [least: number, most: number];
  /**
   * Begins to disturb and returns at once. All chance comes from `random`, so that a seed replays it. What it needs to
   * do meanwhile it does until the signal fires, which is before `heal` is called.
   */
  readonly strike: (faulty: FaultyRegion, random: Random, signal: AbortSignal) => Promise<Struck>;
};

export type Struck = {
  readonly what: string;
  /** Undoes it; afterwards the region can recover by itself. */
  readonly heal: () => Promise<void>;
  /** What was seen, for the summary; asked after `heal`. */
  readonly seen?: () => Seen;
};

/** Facts by name, added up over a run, such as `fenced`. */
export type Seen = Readonly<Record<string, number>>;
