import type { HostileRegion } from './hostile-region.ts';
import type { Random } from './random.ts';

/** What became of one input. */
export type Answer = {
  /** What it was answered with, as a code that many share: `INVALID_ARGUMENT`, `400`, `refused`. */
  readonly code: string;
  /** Every word of the answer: it is searched for internals. */
  readonly text?: string;
  /** Where one step stands for many inputs: how many got which code. `code` is not counted then. */
  readonly codes?: Readonly<Record<string, number>>;
  /** Anything that must not be, in words. */
  readonly defects?: readonly string[];
};

export type OpenTarget = {
  /** Makes one input by this chance alone, sends it, and says what came back. A throw is a defect. */
  readonly send: (random: Random) => Promise<Answer>;
  /** Programs whose memory this door fills, beside the region's services. */
  readonly watchedProcesses?: () => readonly WatchedProcess[];
  readonly close?: () => Promise<void> | void;
};

export type WatchedProcess = {
  readonly name: string;
  readonly pid: () => number | undefined;
  /** What it may take of memory, where that is not what a server may. */
  readonly mostMib?: number;
};

/** What hostile input comes through. One file each, listed in `doors/index.ts`. */
export type FuzzTarget = {
  readonly name: string;
  /** One line for `--help`. */
  readonly about: string;
  /** Inputs of a whole run, and of the short one in `npm test`. With 0 there a run without names leaves it out. */
  readonly inputs: {
    readonly full: number;
    readonly short: number;
    /** How many one of them stands for, where it is sent as one step: about so many. */
    readonly casesPerInput?: number;
  };
  /** Inputs that are under way at the same time. */
  readonly concurrency: number;
  /** An input without an answer after this time hangs. */
  readonly timeoutMs: number;
  readonly open: (site: FuzzContext) => Promise<OpenTarget>;
};

export type FuzzContext = {
  readonly seed: number;
  /** The region whose doors these are, started when the first door asks for it. */
  readonly region: () => Promise<HostileRegion>;
};
