import type { Answer } from '../fuzz-target.ts';
import type { Random } from '../random.ts';

/** A program's inside that hostile input reaches without a server between: files that it reads, words that it is given. */
export type ProgramTarget = {
  /** Makes one input by this chance alone, gives it to the program, and says what came back. A throw is a defect. */
  readonly handle: (random: Random) => Promise<Answer>;
};

export const PROGRAM_TARGETS = ['files', 'mappings', 'configuration'] as const;
export type ProgramTargetName = (typeof PROGRAM_TARGETS)[number];
