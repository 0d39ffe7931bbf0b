import { ALL } from '@waylight/disclosure-control';
import {
  type CellCoordinates,
  codeInCell,
  DIMENSIONS,
  isCodeOf,
  isDimensionName,
  type ReceivedCoordinates,
} from '@waylight/trends';

/** True if tables can be broken down by the dimension. Tables by week of receipt have fewer dimensions. */
export function hasDimension(name: string, dated: 'occurred' | 'received' = 'occurred'): boolean {
  if (name === ALL) return true;
  if (!isDimensionName(name)) return false;
  const { isReleasable, numberInReceived } = DIMENSIONS[name];
  return isReleasable && (dated === 'occurred' || numberInReceived !== undefined);
}

/** True if cells can have the code. A row of any other code would always be 0. */
export function hasCode(dimension: string, id: string): boolean {
  return !isDimensionName(dimension) || isCodeOf(dimension, id);
}

/** Code of a cell in a dimension of the plan. @throws RangeError for a dimension that cells do not have. */
export function codeOf(dimension: string, coordinates: CellCoordinates | ReceivedCoordinates): string {
  const code = isDimensionName(dimension) ? codeInCell(dimension, coordinates) : undefined;
  if (code === undefined) throw new RangeError(`Cells have no dimension ${dimension}`);
  return code;
}
