import type { FileCell } from './csv.ts';
import { type FigureCell, type FigureTable, type FileLabels, isRoundedColumn } from './figure-table.ts';

/**
 * Returns the table as on the screen, heading first. A column of rounded numbers becomes two columns: the released numbers and
 * their texts, such as "0–4" or "about 5". A number that was not released is an empty cell next to its text.
 */
export function wideRows(table: FigureTable, words: FileLabels): readonly (readonly FileCell[])[] {
  const columns = table.columns.map(({ title, isNumber }, index) => ({
    title: title.text,
    isNumber,
    index,
    isRounded: isRoundedColumn(table, index),
  }));
  const heading = columns.flatMap(({ title, isRounded }) =>
    isRounded ? [title, words.readsAs(title)] : [title],
  );
  const rows = table.rows.map((row) =>
    columns.flatMap(({ index, isNumber, isRounded }): FileCell[] => {
      const cell = row[index];
      if (!isNumber) return [cell?.text];
      return isRounded ? [numberOf(cell), cell?.text] : [numberOf(cell) ?? cell?.text];
    }),
  );
  return [heading, ...rows];
}

function numberOf(cell: FigureCell | undefined): FileCell {
  return cell?.meaning.kind === 'number' ? cell.meaning.value : undefined;
}
