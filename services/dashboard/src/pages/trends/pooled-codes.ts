import type { Answer } from '../../api/schemas.ts';
import { TOGETHER } from '../../text/table-codes.ts';

/** Codes that the pooled row of a dimension counts together, by period. */
export function pooledCodes(
  { cells }: Pick<Answer, 'cells'>,
  dimension: string,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    cells.flatMap(({ pooled, ...cell }) =>
      cell[dimension] === TOGETHER && typeof pooled === 'string'
        ? [[String(cell.period), pooled.split(' ')] as const]
        : [],
    ),
  );
}
