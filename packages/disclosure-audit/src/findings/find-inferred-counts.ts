import type { Attacker, InferredCount } from '../system/attacker.ts';
import type { HiddenCount } from '../system/hidden-count.ts';
import type { LinearSystem } from '../system/linear-system.ts';
import { type DisclosureAuditOptions, runAudit } from './run-audit.ts';

/**
 * The counts of which an attacker who knows his own part is left with a part of the others that exists and is small for sure: 1 to 4
 * of them are left, all or fewer. "Fewer than five values" can't be held against one who has something himself in a cell that reads
 * 0; this can. Each attacker is alone (two who tell each other are one: `withPairs`). A count in which he has nothing, and of
 * which an outsider is left with as little, is what `findPinned` finds: it is not said again here.
 *
 * `own` must be a part of the truth, and of every count of the puzzle that the attacker can tell his part of, sums among them.
 * Rejects as `findPinned` does.
 */
export async function findInferredCounts(
  linearSystem: LinearSystem,
  hidden: readonly HiddenCount[],
  attackers: readonly Attacker[],
  options: DisclosureAuditOptions = {},
): Promise<InferredCount[]> {
  const reply = await runAudit(
    { kind: 'inferred', linearSystem, hidden, scope: options.scope, attackers },
    options,
  );
  if (reply.kind !== 'inferred')
    throw new Error(`a question for what is learnt was answered with ${reply.kind}`);
  return reply.inferredCounts;
}
