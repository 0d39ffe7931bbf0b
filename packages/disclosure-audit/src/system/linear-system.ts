/** Index of a count that the attacker does not know: 0, 1, … in the order in which counts are added. */
export type Variable = number;

export type Term = { readonly variable: Variable; readonly coefficient: number };

/** Bounds of a sum, both inclusive. */
export type Constraint = { readonly terms: readonly Term[]; readonly least: number; readonly most: number };

/** Possible values of a count, from `least` to `most` inclusive. */
export type Interval = { readonly least: number; readonly most: number };

/**
 * A count that must stay hidden. Its name contains table, period, row and column. The search starts from
 * `truth`, but no finding depends on it.
 */
export type HiddenCount = {
  readonly variable: Variable;
  readonly truth: number;
  readonly name: string;
  /** Table and period of the count, and its code in each dimension; a total has no code in a dimension. */
  readonly place?: CountPlace;
};

export type CountPlace = {
  readonly tableId: string;
  readonly period: string;
  readonly codes: Readonly<Record<string, string>>;
};

/**
 * Everything that an attacker can combine: unknown counts, each a whole number from 0, and constraints on
 * their sums. Every number of any table, release or audience is a constraint of one system. Tables are never
 * audited one by one, because such audits miss counts that several tables disclose together.
 */
export type LinearSystem = {
  /**
   * Adds an unconstrained count. `limits` may also allow negative values, as for corrections by late reports.
   */
  addVariable(limits?: Limits): Variable;
  addConstraint(terms: readonly Term[], limits: Interval): void;
  readonly constraints: readonly Constraint[];
  /** Limits of each variable by itself. */
  readonly limits: readonly Limits[];
};

/**
 * `start` is where the search for a feasible point begins, for variables without a hidden count. It is 0 by
 * default.
 */
export type Limits = Interval & { readonly start?: number };

export function createLinearSystem(): LinearSystem {
  const constraints: Constraint[] = [];
  const limits: Limits[] = [];
  return {
    addVariable(own = { least: 0, most: Number.POSITIVE_INFINITY }) {
      return limits.push(own) - 1;
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
