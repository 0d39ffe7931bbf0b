import type { HiddenCount, Variable } from './linear-system.ts';

/**
 * A reader of the tables who knows a part of their counts. An organisation knows its own reports; a group
 * knows the reports of all its members. The remaining part of each count, `count - own`, is unknown and at
 * least 0.
 */
export type Attacker = {
  readonly name: string;
  /** Exact own part of each count. A missing count has an own part of 0. */
  readonly own: ReadonlyMap<Variable, number>;
};

/**
 * @throws RangeError for own parts that cannot be a part of the counts. With such parts the audit would find
 * everything safe, or nothing.
 */
export function checkAttackers(attackers: readonly Attacker[], hidden: readonly HiddenCount[]): void {
  for (const { name, own } of attackers) {
    for (const count of own.values())
      if (!Number.isSafeInteger(count) || count < 0)
        throw new RangeError(`own counts of ${name} must be whole numbers from 0`);
    for (const { variable, truth, name: place } of hidden)
      if ((own.get(variable) ?? 0) > truth)
        throw new RangeError(
          `${name} cannot have ${own.get(variable)} of its own in ${place}, which is ${truth}`,
        );
  }
}
