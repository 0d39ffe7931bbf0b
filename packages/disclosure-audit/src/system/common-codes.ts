import { type Axis, codeFor } from '@waylight/disclosure-control';

/** For each axis the codes that count together what the others' codes of the group do. */
export type CommonGroup = readonly (readonly string[])[];

/**
 * The codes of axes of one dimension in the finest groups that count the same in each of them: plans merge, add and drop codes. Where one axis
 * is nested and another is not, or within other codes, nobody can tell: there are none.
 */
export function commonGroups(axes: readonly Axis[]): CommonGroup[] {
  const parents = axes.map((axis) => ('within' in axis ? Object.keys(axis.within).sort().join() : undefined));
  if (new Set(parents).size > 1) return [];
  let groups: (readonly string[])[][] = [];
  for (const { value, parent } of valuesOf(axes)) {
    const codes = axes.map((axis) => codeFor(axis, value, parent) ?? NOWHERE);
    const joined = groups.filter((group) => group.some((of, n) => of.includes(codes[n] ?? NOWHERE)));
    const all = codes.map((code, n) => [...new Set([...joined.flatMap((group) => group[n] ?? []), code])]);
    groups = [...groups.filter((group) => !joined.includes(group)), all];
  }
  return groups.filter((group) => !group.flat().includes(NOWHERE));
}

/** Every value that some axis names, and one that none does. */
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

/** No code of a code book: neither a value that is named, nor one in which something counts. */
const UNNAMED = '';
const NOWHERE = '';
