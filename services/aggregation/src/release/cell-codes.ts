import { ALL } from '@waylight/disclosure-control';
import {
  type CellCoordinates,
  codeInCell,
  DIMENSIONS,
  isCodeOf,
  isDimensionName,
  type ReceivedCoordinates,
} from '@waylight/trends';

/** Whether tables can be broken down by a dimension: `received` tables count cells by week of receipt, which have fewer. */
export function hasDimension(name: string, dated: 'occurred' | 'received' = 'occurred'): boolean {
  if (name === ALL) return true;
  if (!isDimensionName(name)) return false;
  const { isReleasable, numberInReceived } = DIMENSIONS[name];
  return isReleasable && (dated === 'occurred' || numberInReceived !== undefined);
}

/** Whether cells can have a code in a dimension. A row of any other code would read as no incidents. */
export function hasCode(dimension: string, id: string): boolean {
  return !isDimensionName(dimension) || isCodeOf(dimension, id);
}

/** The code of a cell in a dimension of the plan. Throws RangeError for a dimension that cells do not have. */
export function codeOf(dimension: string, coordinates: CellCoordinates | ReceivedCoordinates): string {
  const code = isDimensionName(dimension) ? codeInCell(dimension, coordinates) : undefined;
  if (code === undefined) throw new RangeError(`Cells have no dimension ${dimension}`);
  return code;
}
