import { Dimension } from '@waylight/contracts/trends';
import {
  areaById,
  areaByNumber,
  codeById,
  codeByNumber,
  findArea,
  findCode,
  findSegment,
  type ListName,
  type Lookup,
  segmentById,
  segmentByNumber,
} from '@waylight/taxonomy';
import { type ReceivedCoordinates, typeGroupNumber } from './contribution.ts';
import type { CellCoordinates } from './coordinates.ts';

/** Name of a dimension over HTTP, on the command line and in release plans: TYPE_GROUP is `typeGroup`. */
export type DimensionName = CamelCase<Exclude<keyof typeof Dimension, 'UNSPECIFIED'>>;

type CamelCase<Text extends string> = Text extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Tail>>}`
  : Lowercase<Text>;

type DimensionSpec = {
  /** Number in messages. */
  readonly wire: Dimension;
  /** Source of its codes: a list of the code book, or one of the three sets that are not in a list. */
  readonly codes: ListName | 'periods' | 'areas' | 'segments';
  /** Whether 0 means `none`, for example no death recorded. The code list does not contain `none`. */
  readonly hasNone?: boolean;
  /** Whether only cells of the public record contain it. Questions about reports cannot use it. */
  readonly isPublicRecordOnly?: boolean;
  /** Whether tables of the release plan may have this dimension. */
  readonly isReleasable: boolean;
  /** Returns the code's number in a cell keyed by the date of occurrence. Absent for periods, which depend on the question. */
  readonly numberIn?: (cell: CellCoordinates) => number;
  /** Returns the code's number in a cell keyed by the week of receipt. Absent if such cells do not contain the dimension. */
  readonly numberInReceived?: (cell: ReceivedCoordinates) => number;
};

/** The only table of dimensions. A dimension of trends.proto without a row here does not compile. */
export const DIMENSIONS: Readonly<Record<DimensionName, DimensionSpec>> = {
  period: { wire: Dimension.PERIOD, codes: 'periods', isReleasable: false },
  country: {
    wire: Dimension.COUNTRY,
    codes: 'country',
    isReleasable: true,
    numberIn: (cell) => cell.country,
  },
  area: { wire: Dimension.AREA, codes: 'areas', isReleasable: true, numberIn: (cell) => cell.area },
  segment: {
    wire: Dimension.SEGMENT,
    codes: 'segments',
    isReleasable: true,
    numberIn: (cell) => cell.segment,
  },
  type: { wire: Dimension.TYPE, codes: 'incidentType', isReleasable: true, numberIn: (cell) => cell.type },
  typeGroup: {
    wire: Dimension.TYPE_GROUP,
    codes: 'typeGroup',
    isReleasable: true,
    numberIn: (cell) => typeGroupNumber(cell.type),
    numberInReceived: (cell) => cell.typeGroup,
  },
  cause: {
    wire: Dimension.CAUSE,
    codes: 'causeOfDeath',
    hasNone: true,
    isReleasable: true,
    numberIn: (cell) => cell.cause,
  },
  perpetrator: {
    wire: Dimension.PERPETRATOR,
    codes: 'perpetrator',
    isReleasable: true,
    numberIn: (cell) => cell.perpetrator,
  },
  method: {
    wire: Dimension.METHOD,
    codes: 'smugglingMethod',
    isReleasable: true,
    numberIn: (cell) => cell.method,
  },
  personGroup: {
    wire: Dimension.PERSON_GROUP,
    codes: 'personGroup',
    isReleasable: true,
    numberIn: (cell) => cell.personGroup,
  },
  originRegion: {
    wire: Dimension.ORIGIN_REGION,
    codes: 'originRegion',
    isReleasable: true,
    numberIn: (cell) => cell.originRegion,
  },
  shareWith: {
    wire: Dimension.SHARE_WITH,
    codes: 'shareWith',
    isReleasable: false,
    numberIn: (cell) => cell.shareWith,
  },
  groupSize: {
    wire: Dimension.GROUP_SIZE,
    codes: 'groupSize',
    isReleasable: true,
    numberIn: (cell) => cell.groupSize,
  },
  service: {
    wire: Dimension.SERVICE,
    codes: 'service',
    hasNone: true,
    isReleasable: true,
    numberIn: (cell) => cell.service,
  },
  serviceOutcome: {
    wire: Dimension.SERVICE_OUTCOME,
    codes: 'serviceOutcome',
    hasNone: true,
    isReleasable: true,
    numberIn: (cell) => cell.serviceOutcome,
  },
  unavailableService: {
    wire: Dimension.UNAVAILABLE_SERVICE,
    codes: 'service',
    hasNone: true,
    isReleasable: true,
    numberIn: (cell) => cell.unavailableService,
  },
  // Codes of `type`, without merging: tables of shorter periods merge rare or sensitive types with a similar one.
  exactType: {
    wire: Dimension.EXACT_TYPE,
    codes: 'incidentType',
    isReleasable: true,
    numberIn: (cell) => cell.type,
  },
  sourceQuality: {
    wire: Dimension.SOURCE_QUALITY,
    codes: 'sourceQuality',
    isPublicRecordOnly: true,
    isReleasable: false,
    numberIn: (cell) => cell.sourceQuality,
  },
  placePrecision: {
    wire: Dimension.PLACE_PRECISION,
    codes: 'placePrecision',
    isPublicRecordOnly: true,
    isReleasable: false,
    numberIn: (cell) => cell.placePrecision,
  },
};

export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as [DimensionName, ...DimensionName[]];

const NAMES_BY_NUMBER: ReadonlyMap<Dimension, DimensionName> = new Map(
  DIMENSION_NAMES.map((name) => [DIMENSIONS[name].wire, name]),
);

export const isDimensionName = (text: string): text is DimensionName => Object.hasOwn(DIMENSIONS, text);

/** Returns the name of a dimension by its number; undefined for a number that this version does not know. */
export const dimensionByNumber = (wire: Dimension): DimensionName | undefined => NAMES_BY_NUMBER.get(wire);

const UNKNOWN = 'unknown';

/** Returns the code of a cell in a dimension; undefined for a dimension that such cells do not contain. */
export function codeInCell(
  name: DimensionName,
  cell: CellCoordinates | ReceivedCoordinates,
): string | undefined {
  const { numberIn, numberInReceived } = DIMENSIONS[name];
  const number = 'typeGroup' in cell ? numberInReceived?.(cell) : numberIn?.(cell);
  return number === undefined ? undefined : codeOfNumber(name, number);
}

function codeOfNumber(name: DimensionName, number: number): string {
  const { codes, hasNone = false } = DIMENSIONS[name];
  if (hasNone && number === 0) return 'none';
  switch (codes) {
    case 'areas':
      return areaByNumber(number)?.id ?? UNKNOWN;
    case 'segments':
      return segmentByNumber(number)?.id ?? UNKNOWN;
    case 'periods':
      return UNKNOWN;
    default:
      return codeByNumber(codes, number)?.id ?? UNKNOWN;
  }
}

/** Finds the code of a dimension that a text names, by its id or by a name in any language. Periods have no codes. */
export function findCodeOf(name: DimensionName, text: string): Lookup<{ readonly id: string }> {
  const { codes } = DIMENSIONS[name];
  switch (codes) {
    case 'areas':
      return findArea(text);
    case 'segments':
      return findSegment(text);
    case 'periods':
      return { kind: 'none', nearest: [] };
    default:
      return findCode(codes, text);
  }
}

/** Whether cells can have this code in a dimension. */
export function isCodeOf(name: DimensionName, id: string): boolean {
  const { codes, hasNone = false } = DIMENSIONS[name];
  if (hasNone && id === 'none') return true;
  switch (codes) {
    case 'areas':
      return areaById(id) !== undefined;
    case 'segments':
      return segmentById(id) !== undefined;
    case 'periods':
      return false;
    default:
      return codeById(codes, id) !== undefined;
  }
}
