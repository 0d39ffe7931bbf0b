import { areaByNumber, codeByNumber, type ListName, segmentByNumber, typeGroupOf } from '@waylight/taxonomy';
import type { CellCoordinates } from '@waylight/trends';

const UNKNOWN = 'unknown';

const idOf = (list: ListName, number: number): string => codeByNumber(list, number)?.id ?? UNKNOWN;

/** By the names that release plans use. */
const CODES: Readonly<Record<string, (c: CellCoordinates) => string>> = {
  country: (c) => idOf('country', c.country),
  area: (c) => areaByNumber(c.area)?.id ?? UNKNOWN,
  segment: (c) => segmentByNumber(c.segment)?.id ?? UNKNOWN,
  type: (c) => idOf('incidentType', c.type),
  typeGroup: (c) => {
    const type = codeByNumber('incidentType', c.type);
    return type === undefined ? UNKNOWN : typeGroupOf(type.id).id;
  },
  cause: (c) => (c.cause === 0 ? 'none' : idOf('causeOfDeath', c.cause)),
  perpetrator: (c) => idOf('perpetrator', c.perpetrator),
  method: (c) => idOf('smugglingMethod', c.method),
  personGroup: (c) => idOf('personGroup', c.personGroup),
  originRegion: (c) => idOf('originRegion', c.originRegion),
};

export const hasDimension = (name: string): boolean => Object.hasOwn(CODES, name);

/** The code of a cell in a dimension of the plan. Throws RangeError for a dimension that cells don't have. */
export function codeOf(dimension: string, coordinates: CellCoordinates): string {
  const code = CODES[dimension];
  if (code === undefined) throw new RangeError(`Cells have no dimension ${dimension}`);
  return code(coordinates);
}
