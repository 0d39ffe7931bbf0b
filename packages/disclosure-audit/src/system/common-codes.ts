import { type Axis, codeFor } from '@waylight/disclosure-control';

/** Codes by axis that together count the same values in every axis. */
export type CommonGroup = readonly (readonly string[])[];

/**
 * Finest groups of codes that count the same in several axes of one dimension, although plans merge, add and
 * drop codes. There are none if only some axes are nested, or if they are nested within other codes: that
 * cannot be compared.
 */
export function commonGroups(axes: readonly Axis[]): CommonGroup[] {
  const parents = axes.map((axis) => ('within' in axis ? Object.keys(axis.within).sort().join() : undefined));
  if (new Set(parents).size > 1) return [];
  let groups: (readonly string[])[][] = [];
  for (const { value, parent } of valuesOf(axes)) {
    const codes = axes.map((axis) => codeFor(axis, value, parent) ?? NOWHERE);
    const joined = groups.filter((group) =>
      group.some((axisCodes, n) => axisCodes.includes(codes[n] ?? NOWHERE)),
    );
    const all = codes.map((code, n) => [...new Set([...joined.flatMap((group) => group[n] ?? []), code])]);
    groups = [...groups.filter((group) => !joined.includes(group)), all];
  }
  return groups.filter((group) => !group.flat().includes(NOWHERE));
}

/** All values that an axis contains, and one that none contains. */
function valuesOf(axes: readonly Axis[]): { readonly value: string; readonly parent: string | undefined }[] {
  const parents = axes.flatMap((axis) => ('within' in axis ? Object.keys(axis.within) : [undefined]));
  return [...new Set(parents)].flatMap((parent) => {
    const named = axes.flatMap((axis) => {
      const group = 'within' in axis ? axis.within[parent ?? ''] : axis;
      return [...(group?.values ?? []), ...Object.values(group?.merged ?? {}).flat()];
    });
    return [...new Set([...named, UNNAMED])].map((value) => ({ value, parent }));
  });
}

/** Not a code: a value that no axis contains, and the place of a value that an axis does not count. */
const UNNAMED = '';
const NOWHERE = '';
