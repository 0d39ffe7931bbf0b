import Table from 'cli-table3';
import stringWidth from 'string-width';
import type { Style } from '../terminal/style.ts';

export type Column = { readonly title: string; readonly align: 'left' | 'right' };

/** Columns by title. The columns of numbers are aligned to the right. */
export function columnsOf(titles: readonly string[], numbers: readonly string[] = []): Column[] {
  return titles.map((title) => ({ title, align: numbers.includes(title) ? 'right' : 'left' }));
}

/** A plain table: a heading, a rule, the rows, and totals below a second rule. No line ends with a blank. */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  style: Style,
  totals?: readonly string[],
): string {
  const [heading = '', rule = '', ...lines] = tableLines(
    columns,
    totals === undefined ? rows : [...rows, totals],
  );
  const total = totals === undefined ? undefined : lines.pop();
  return [
    style.bold(heading),
    ...(rule === '' ? [] : [style.dim(rule)]),
    ...lines,
    ...(total === undefined ? [] : [style.dim(rule), style.bold(total)]),
  ].join('\n');
}

/** Width of a table on a terminal. */
export function tableWidth(columns: readonly Column[], rows: readonly (readonly string[])[]): number {
  return Math.max(...tableLines(columns, rows).map((line) => stringWidth(line)));
}

/** Aligns rows, such as pairs of label and text, without a heading. */
export function alignRows(rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : toLines(new Table(LAYOUT), rows);
}

const NO_BORDERS = Object.fromEntries(
  ['top', 'bottom', 'left', 'right'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((place) => [`${side}${place}`, '']),
  ),
);

/** No borders, two blanks between columns, and one rule below the heading. */
const LAYOUT = {
  chars: { ...NO_BORDERS, mid: '─', 'mid-mid': '  ', middle: '  ' },
  // `compact` leaves out the rules between rows. Colours are off, because the caller styles cells.
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
};

function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const head = columns.map(({ title }) => title);
  return toLines(new Table({ ...LAYOUT, head, colAligns: columns.map(({ align }) => align) }), rows);
}

function toLines(table: Table.Table, rows: readonly (readonly string[])[]): string[] {
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Breaks a text at blanks into lines no longer than the width, as far as its words allow. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && stringWidth(line) + 1 + stringWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
