import { placeOf } from '../api/origin.ts';
import { readersText, type TableNames } from '../model/table-name.ts';
import type { Locale } from '../text/locale.tsx';
import type { ExportedFigure } from './exported-figure.ts';

/**
 * Second line of a picture: what is counted, by what, the length of the periods, and for whom. Leaves out texts that the title or
 * an earlier part contains.
 */
export function subtitleOf(
  { title, finding = title, grids, explain }: ExportedFigure,
  names: TableNames,
  locale: Pick<Locale, 't'>,
): string {
  const tables = new Set(grids.flatMap(({ columns }) => columns.flatMap(({ table }) => table ?? [])));
  const place = placeOf(explain.origin?.asOf ?? '');
  const parts = [
    ...(grids.length === 1 ? grids.map((grid) => grid.title) : []),
    // A table that is not of the release plan has no name.
    ...[...tables].map(names.table).filter((name) => !tables.has(name)),
    ...(place === undefined ? [] : [readersText(place.audience, locale)]),
  ];
  return parts
    .filter((part, at) => ![finding, ...parts.slice(0, at)].some((before) => before.includes(part)))
    .join(' · ');
}
