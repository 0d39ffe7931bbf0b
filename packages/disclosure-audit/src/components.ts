import type { Unknown } from './puzzle.ts';
import { holdsAnyway, type Row, type System } from './system.ts';

/** A part of a puzzle that shares no unknown with the rest, so that it can be attacked by itself. */
export type Component = { readonly unknowns: readonly Unknown[]; readonly rows: readonly Row[] };

/**
 * The parts that a puzzle falls into once unknowns that are known by now, and facts that can't be broken any more, are left out.
 * In order of their first unknown. One that is known, or that no fact binds, is a part by itself, without rows.
 */
export function componentsOf({ rows, bounds }: Pick<System, 'rows' | 'bounds'>): Component[] {
  const isOpen = (unknown: Unknown) => bounds.least[unknown] !== bounds.most[unknown];
  const parent = Array.from(bounds.least, (_, unknown) => unknown);
  const rootOf = (unknown: Unknown): Unknown => {
    let root = unknown;
    for (let up = parent[root] ?? root; up !== root; up = parent[root] ?? root) {
      parent[root] = parent[up] ?? up;
      root = up;
    }
    return root;
  };
  const binding = rows
    .filter((row) => !holdsAnyway(row, bounds))
    .map((row) => ({ ...row, open: row.terms.map(({ unknown }) => unknown).filter(isOpen) }));
  for (const { open } of binding)
    for (const unknown of open) parent[rootOf(unknown)] = rootOf(open[0] ?? unknown);

  const parts = new Map<Unknown, { unknowns: Unknown[]; rows: Row[] }>();
  for (const unknown of parent.keys()) {
    const root = rootOf(unknown);
    const part = parts.get(root);
    if (part === undefined) parts.set(root, { unknowns: [unknown], rows: [] });
    else part.unknowns.push(unknown);
  }
  for (const { open, terms, least, most } of binding)
    if (open[0] !== undefined) parts.get(rootOf(open[0]))?.rows.push({ terms, least, most });
  return [...parts.values()];
}
