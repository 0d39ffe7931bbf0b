import type { Variable } from '../system/linear-system.ts';
import { isRedundant, type PreparedSystem, type Row } from './prepared-system.ts';

/** A part of a puzzle that shares no unknown with the rest, so that it can be attacked by itself. */
export type Component = { readonly variables: readonly Variable[]; readonly rows: readonly Row[] };

/**
 * The parts that a puzzle falls into once unknowns that are known by now, and facts that can't be broken any more, are left out.
 * In order of their first unknown. One that is known, or that no fact binds, is a part by itself, without rows.
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

  const parts = new Map<Variable, { variables: Variable[]; rows: Row[] }>();
  for (const variable of parent.keys()) {
    const root = rootOf(variable);
    const part = parts.get(root);
    if (part === undefined) parts.set(root, { variables: [variable], rows: [] });
    else part.variables.push(variable);
  }
  for (const { open, terms, least, most } of binding)
    if (open[0] !== undefined) parts.get(rootOf(open[0]))?.rows.push({ terms, least, most });
  return [...parts.values()];
}
