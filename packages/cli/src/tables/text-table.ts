import type { Style } from '../terminal/style.ts';
import { displayWidth, padEnd, padStart } from './display-width.ts';

export type Column = { readonly title: string; readonly align: 'left' | 'right' };

/** Columns by title; those named are of numbers and stand to the right. */
export function columnsOf(titles: readonly string[], numbers: readonly string[] = []): Column[] {
  return titles.map((title) => ({ title, align: numbers.includes(title) ? 'right' : 'left' }));
}

/** A table in plain text: a heading, a rule, the rows, and after a second rule the totals. No blank ends a line. */
export function textTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  style: Style,
  totals?: readonly string[],
): string {
  const all = totals === undefined ? rows : [...rows, totals];
  const widths = widthsOf(columns, all);
  const line = (cells: readonly string[], mark = (text: string) => text) =>
    mark(
      columns
        .map(({ align }, i) => (align === 'left' ? padEnd : padStart)(cells[i] ?? '', widths[i] ?? 0))
        .join(GAP)
        .trimEnd(),
    );
  const rule = widths.map((width) => '─'.repeat(width)).join(GAP);
  return [
    line(
      columns.map(({ title }) => title),
      style.bold,
    ),
    style.dim(rule),
    ...rows.map((row) => line(row)),
    ...(totals === undefined ? [] : [style.dim(rule), line(totals, style.bold)]),
  ].join('\n');
}

const GAP = '  ';

/** Columns that a table takes on a terminal. */
export function tableWidth(columns: readonly Column[], rows: readonly (readonly string[])[]): number {
  const widths = widthsOf(columns, rows);
  return widths.reduce((sum, width) => sum + width, 0) + GAP.length * Math.max(0, widths.length - 1);
}

function widthsOf(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  return columns.map(({ title }, i) =>
    rows.reduce((widest, row) => Math.max(widest, displayWidth(row[i] ?? '')), displayWidth(title)),
  );
}
