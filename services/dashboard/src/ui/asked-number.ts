import { codesOf, type Grid, PERIOD } from '../model/grid.ts';
import { headText } from '../model/head-text.ts';
import type { Locale } from '../text/locale.tsx';
import type { AskedNumber } from './figure-context.ts';

/** What the explanation of a number needs, by its row and column. */
export function askedNumber(grid: Grid, row: number, column: number, locale: Locale): AskedNumber {
  const [heads = [], head] = [grid.rows[row]?.heads, grid.columns[column]];
  const { [PERIOD]: period, ...codes } = codesOf(grid, row, column);
  const cell = grid.rows[row]?.cells[column];
  return {
    value: cell?.kind === 'number' && cell.base !== undefined ? cell.value : undefined,
    ...{ period, codes },
    table: head?.table,
    names: [...heads, ...(head === undefined ? [] : [head])]
      .map((one) => headText(one, locale))
      .filter((name) => name !== ''),
  };
}
