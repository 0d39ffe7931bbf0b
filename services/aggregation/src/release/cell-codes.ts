import { ALL } from '@waylight/disclosure-control';
import {
  areaById,
  areaByNumber,
  codeById,
  codeByNumber,
  type ListName,
  segmentById,
  segmentByNumber,
  typeGroupOf,
} from '@waylight/taxonomy';
import type { CellCoordinates, ReceivedCoordinates } from '@waylight/trends';

const UNKNOWN = 'unknown';

const idOf = (list: ListName, number: number): string => codeByNumber(list, number)?.id ?? UNKNOWN;

/** By the names that release plans use. */
const CODES: Readonly<Record<string, (c: CellCoordinates) => string>> = {
  country: (c) => idOf('country', c.country),
  area: (c) => areaByNumber(c.area)?.id ?? UNKNOWN,
  segment: (c) => segmentByNumber(c.segment)?.id ?? UNKNOWN,
  type: (c) => idOf('incidentType', c.type),
  // Another table's codes of the same: rare and sensitive types that are counted with a neighbour in shorter periods.
  exactType: (c) => idOf('incidentType', c.type),
  typeGroup: (c) => {
    const type = codeByNumber('incidentType', c.type);
    return type === undefined ? UNKNOWN : typeGroupOf(type.id).id;
  },
  cause: (c) => (c.cause === 0 ? 'none' : idOf('causeOfDeath', c.cause)),
  perpetrator: (c) => idOf('perpetrator', c.perpetrator),
  method: (c) => idOf('smugglingMethod', c.method),
  personGroup: (c) => idOf('personGroup', c.personGroup),
  originRegion: (c) => idOf('originRegion', c.originRegion),
  groupSize: (c) => idOf('groupSize', c.groupSize),
  service: (c) => (c.service === 0 ? 'none' : idOf('service', c.service)),
};

/** Those of the cells by week of receipt. */
const RECEIVED_CODES: Readonly<Record<string, (c: ReceivedCoordinates) => string>> = {
  country: (c) => idOf('country', c.country),
  typeGroup: (c) => idOf('typeGroup', c.typeGroup),
};

export const hasDimension = (name: string, dated: 'occurred' | 'received' = 'occurred'): boolean =>
  name === ALL || Object.hasOwn(dated === 'received' ? RECEIVED_CODES : CODES, name);

/** The code list of each dimension that has one. */
const LISTS: Readonly<Record<string, ListName>> = {
  country: 'country',
  type: 'incidentType',
  exactType: 'incidentType',
  typeGroup: 'typeGroup',
  cause: 'causeOfDeath',
  perpetrator: 'perpetrator',
  method: 'smugglingMethod',
  personGroup: 'personGroup',
  originRegion: 'originRegion',
  groupSize: 'groupSize',
  service: 'service',
};

/** What most incidents have no code of has one all the same: nobody died, or no service is recorded. */
const DIMENSIONS_WITH_NONE: ReadonlySet<string> = new Set(['cause', 'service']);

/** Whether cells can have a code in a dimension: a row of another one would read as if nothing were ever there. */
export function hasCode(dimension: string, id: string): boolean {
  if (dimension === 'area') return areaById(id) !== undefined;
  if (dimension === 'segment') return segmentById(id) !== undefined;
  const list = LISTS[dimension];
  return (
    list === undefined ||
    (id === 'none' && DIMENSIONS_WITH_NONE.has(dimension)) ||
    codeById(list, id) !== undefined
  );
}

/** The code of a cell in a dimension of the plan. Throws RangeError for a dimension that cells don't have. */
export function codeOf(dimension: string, coordinates: CellCoordinates | ReceivedCoordinates): string {
  const code =
    'typeGroup' in coordinates ? RECEIVED_CODES[dimension]?.(coordinates) : CODES[dimension]?.(coordinates);
  if (code === undefined) throw new RangeError(`Cells have no dimension ${dimension}`);
  return code;
}
