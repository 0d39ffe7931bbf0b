import { cellText } from '../model/cell-text.ts';
import type { Grid, GridCell } from '../model/grid.ts';
import { headText, nameText } from '../model/head-text.ts';
import { isSilent, silenceOf } from '../model/silence.ts';
import type { Locale } from '../text/locale.tsx';
import { SILENT_SIGN } from '../text/table-codes.ts';

/** Grids as rows of text, one below the other, as tables show them. Exact numbers stay numbers. */
export function screenRows(
  grids: readonly Grid[],
  locale: Locale,
): readonly (readonly (string | number)[])[] {
  const rows = grids.flatMap((grid, at) => [
    ...(at === 0 ? [] : [[]]),
    [grid.title],
    [
      ...grid.names.map((name) => nameText(name, locale)),
      ...grid.columns.map((head) => headText(head, locale)),
    ],
    ...grid.rows.map(({ heads, cells }) => [
      ...heads.map((head) => headText(head, locale)),
      ...cells.map((cell) => screenCell(cell, locale)),
    ]),
  ]);
  return silenceOf(...grids).isMarked ? [...rows, [], [silenceNote(locale)]] : rows;
}

export const silenceNote = ({ t }: Pick<Locale, 't'>): string =>
  `${SILENT_SIGN} ${t('completeness.inWords.silent')}`;

function screenCell(cell: GridCell, locale: Locale): string | number {
  if (cell.kind === 'number' && cell.base === undefined && cell.text === undefined) return cell.value ?? '';
  const text = cellText(cell, locale);
  const note = cell.kind === 'number' && cell.note !== undefined ? ` ${cell.note}` : '';
  return `${text}${isSilent(cell) ? ` ${SILENT_SIGN}` : ''}${note}`;
}
