import type { Locale } from '../language/locale.tsx';
import { codesOf, type Grid, PERIOD } from '../model/grid.ts';
import type { AskedNumber } from '../parts/figure-context.ts';
import { headText } from './head-name.tsx';

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
