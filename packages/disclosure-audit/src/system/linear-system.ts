/** Number of a count that the attacker does not know: 0, 1, … in the order in which they were added. */
export type Variable = number;

/** `times` the count. */
export type Term = { readonly variable: Variable; readonly coefficient: number };

/** What the attacker knows of a sum: it is `least` to `most`, both counted in. */
export type Constraint = { readonly terms: readonly Term[]; readonly least: number; readonly most: number };

/**
 * Everything that an attacker can put together: counts that he does not know, each a whole number that is not negative, and
 * what he knows of sums of them. Whatever he reads, in whichever table, release or circle, is a fact here; so tables are never
 * looked at one by one, which misses what they say together.
 */
export type LinearSystem = {
  /** A count of which nothing is known yet; `most` bounds it where it may also be negative, as late corrections may. */
  addVariable(limits?: Limits): Variable;
  addConstraint(terms: readonly Term[], limits: { readonly least: number; readonly most: number }): void;
  readonly constraints: readonly Constraint[];
  /** Least and most of each unknown by itself. */
  readonly limits: readonly Limits[];
};

/** `start` is where the search for a point that fits begins, for what is not among the hidden counts: left out, at 0. */
export type Limits = { readonly least: number; readonly most: number; readonly start?: number };

export function createLinearSystem(): LinearSystem {
  const constraints: Constraint[] = [];
  const limits: Limits[] = [];
  return {
    addVariable(of = { least: 0, most: Number.POSITIVE_INFINITY }) {
      return limits.push(of) - 1;
    },
    addConstraint(terms, { least, most }) {
      constraints.push({ terms, least, most });
    },
    constraints,
    limits,
  };
}

export const sumOf = (variables: readonly Variable[], coefficient = 1): Term[] =>
  variables.map((variable) => ({ variable, coefficient }));
