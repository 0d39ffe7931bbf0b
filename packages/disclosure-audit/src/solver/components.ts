import type { Variable } from '../system/linear-system.ts';
import { isRedundant, type PreparedSystem, type Row } from './prepared-system.ts';

/** A part of a linear system that shares no variable with the other parts, and so can be solved by itself. */
export type Component = { readonly variables: readonly Variable[]; readonly rows: readonly Row[] };

/**
 * Splits a linear system into components, in order of their first variable. Redundant rows are dropped.
 * Variables that are fixed or in no remaining row form a component each.
 */
export function componentsOf({ rows, bounds }: Pick<PreparedSystem, 'rows' | 'bounds'>): Component[] {
  const isOpen = (variable: Variable) => bounds.least[variable] !== bounds.most[variable];
  const parent = Array.from(bounds.least, (_, variable) => variable);
  const rootOf = (variable: Variable): Variable => {
    let root = variable;
    for (let up = parent[root] ?? root; up !== root; up = parent[root] ?? root) {
      parent[root] = parent[up] ?? up;
      root = up;
    }
    return root;
  };
  const binding = rows
    .filter((row) => !isRedundant(row, bounds))
    .map((row) => ({ ...row, open: row.terms.map(({ variable }) => variable).filter(isOpen) }));
  for (const { open } of binding)
    for (const variable of open) parent[rootOf(variable)] = rootOf(open[0] ?? variable);

  const components = new Map<Variable, { variables: Variable[]; rows: Row[] }>();
  for (const variable of parent.keys()) {
    const root = rootOf(variable);
    const component = components.get(root);
    if (component === undefined) components.set(root, { variables: [variable], rows: [] });
    else component.variables.push(variable);
  }
  for (const { open, terms, least, most } of binding)
    if (open[0] !== undefined) components.get(rootOf(open[0]))?.rows.push({ terms, least, most });
  return [...components.values()];
}
