import type { Interval } from '../solver/exact-intervals.ts';
import type { HiddenCount } from './hidden-count.ts';
import type { Variable } from './linear-system.ts';

/**
 * One who reads the tables and knows a part of what they count: an organisation its own reports, two that tell each other everything
 * both of theirs. Of each count it is the others'
 * part, count - own, that it does not know: 0 or more.
 */
export type Attacker = {
  readonly name: string;
  /** Its own exact part of each count; 0 where none is given. */
  readonly own: ReadonlyMap<Variable, number>;
};

/** A count of which the others' part is known to exist and to be small: `interval` of it lies within 1 to 4. */
export type InferredCount = HiddenCount & {
  readonly attacker: string;
  readonly own: number;
  readonly interval: Interval;
};

/** Throws RangeError for what can't be a part of the counts: it would make everything look safe, or nothing. */
export function checkAttackers(attackers: readonly Attacker[], hidden: readonly HiddenCount[]): void {
  for (const { name, own } of attackers) {
    for (const count of own.values())
      if (!Number.isSafeInteger(count) || count < 0)
        throw new RangeError(`what ${name} knows of its own must be whole counts that are not negative`);
    for (const { variable, truth, name: place } of hidden)
      if ((own.get(variable) ?? 0) > truth)
        throw new RangeError(
          `${name} can't have ${own.get(variable)} of its own in ${place}, where there are ${truth}`,
        );
  }
}
