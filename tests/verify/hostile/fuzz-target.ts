import type { Random } from '../random.ts';
import type { HostileRegion } from './hostile-region.ts';

/** The outcome of one input. */
export type Answer = {
  /** A code that many answers share: `INVALID_ARGUMENT`, `400`, `refused`. */
  readonly code: string;
  /** The full text of the answer, which is searched for internals. */
  readonly text?: string;
  /** If a step sends many inputs: their number by code, which replaces `code`. */
  readonly codes?: Readonly<Record<string, number>>;
  /** Violations, in words. */
  readonly defects?: readonly string[];
};

export type OpenTarget = {
  /** Generates an input from the random numbers alone, sends it, and returns the answer. An exception is a defect. */
  readonly send: (random: Random) => Promise<Answer>;
  /** Further processes whose memory is measured, next to the services of the region. */
  readonly watchedProcesses?: () => readonly WatchedProcess[];
  readonly close?: () => Promise<void> | void;
};

export type WatchedProcess = {
  readonly name: string;
  readonly pid: () => number | undefined;
  /** Memory limit, if it differs from that of a server. */
  readonly mostMib?: number;
};

/** An entry for hostile input. One file each, listed in `fuzz-targets/index.ts`. */
export type FuzzTarget = {
  readonly name: string;
  /** One line for `--help`. */
  readonly about: string;
  /** Inputs of a full run, and of the short one in `npm test`. With a `short` of 0, only a run that names it uses it. */
  readonly inputs: {
    readonly full: number;
    readonly short: number;
    /** Approximate number of cases in one input, if a step sends many. */
    readonly casesPerInput?: number;
  };
  /** Inputs at the same time. */
  readonly concurrency: number;
  /** After this time without an answer, an input hangs. */
  readonly timeoutMs: number;
  readonly open: (context: FuzzContext) => Promise<OpenTarget>;
};

export type FuzzContext = {
  readonly seed: number;
  /** The region of the targets, started at the first call. */
  readonly region: () => Promise<HostileRegion>;
};
