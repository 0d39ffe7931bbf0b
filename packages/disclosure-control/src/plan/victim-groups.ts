/** Rounding base of sums of victims: twice that of tables, because one report changes a sum by more than one. */
export const VICTIMS_ROUNDING_BASE = 10;

/** Victims of an incident by its group size. Incidents of any other group size state no number of victims. */
export const VICTIMS_BY_GROUP_SIZE: Readonly<
  Record<string, { readonly least: number; readonly most: number }>
> = {
  one: { least: 1, most: 1 },
  'two-to-four': { least: 2, most: 4 },
  'five-to-nine': { least: 5, most: 9 },
  'ten-or-more': { least: 10, most: Number.POSITIVE_INFINITY },
};
