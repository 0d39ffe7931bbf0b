import { type AttackOptions, attackApart } from './attack-apart.ts';
import type { Attacker, Learnt } from './attacker.ts';
import type { Hidden } from './hidden.ts';
import type { Puzzle } from './puzzle.ts';

/**
 * The counts of which an attacker who knows his own part is left with a part of the others that exists and is small for sure: 1 to 4
 * of them are left, all or fewer. "Fewer than five values" can't be held against one who has something himself in a cell that reads
 * 0; this can. Each attacker is alone (two who tell each other are one: `withPairs`). A count in which he has nothing, and of
 * which an outsider is left with as little, is what `findPinned` finds: it is not said again here.
 *
 * `own` must be a part of the truth, and of every count of the puzzle that the attacker can tell his part of, sums among them.
 * Rejects as `findPinned` does.
 */
export async function findPinnedFor(
  puzzle: Puzzle,
  hidden: readonly Hidden[],
  attackers: readonly Attacker[],
  options: AttackOptions = {},
): Promise<Learnt[]> {
  const reply = await attackApart(
    { kind: 'learnt', puzzle, hidden, among: options.among, attackers },
    options,
  );
  if (reply.kind !== 'learnt')
    throw new Error(`a question for what is learnt was answered with ${reply.kind}`);
  return reply.learnt;
}
