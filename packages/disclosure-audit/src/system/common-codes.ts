import { type Axis, codeFor } from '@waylight/disclosure-control';

/** Codes of each axis. The codes of one axis together count the same values as those of every other axis. */
export type CommonGroup = readonly (readonly string[])[];

/**
 * Finds the smallest groups of codes that count the same values in several axes of one dimension. Plans may
 * have merged, added or dropped codes. There are no groups if axes cannot be compared: if only some axes are
 * nested, or if axes are nested within different codes.
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

/** All values that an axis contains, and one value that no axis contains. */
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

/**
 * The empty text is not a code. `UNNAMED` is a value that no axis contains; `NOWHERE` marks a value that an
 * axis does not count.
 */
const UNNAMED = '';
const NOWHERE = '';
