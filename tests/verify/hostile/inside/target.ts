import type { Answer } from '../door.ts';
import type { Random } from '../random.ts';

/** A program's inside that hostile input reaches without a server between: files that it reads, words that it is given. */
export type Target = {
  /** Makes one input by this chance alone, gives it to the program, and says what came back. A throw is a defect. */
  readonly take: (random: Random) => Promise<Answer>;
};

export const TARGETS = ['files', 'mappings', 'configuration'] as const;
export type TargetName = (typeof TARGETS)[number];
