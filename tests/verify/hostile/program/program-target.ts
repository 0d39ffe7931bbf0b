import type { Random } from '../../random.ts';
import type { Answer } from '../fuzz-target.ts';

/** A part of a program that reads hostile input without a server between: files and configuration. */
export type ProgramTarget = {
  /** Generates an input from the random numbers alone, passes it to the program, and returns the outcome. */
  readonly handle: (random: Random) => Promise<Answer>;
};

export const PROGRAM_TARGETS = ['files', 'mappings', 'configuration'] as const;
export type ProgramTargetName = (typeof PROGRAM_TARGETS)[number];
