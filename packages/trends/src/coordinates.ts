import {
  CauseOfDeath,
  Country,
  DatePrecision,
  IncidentType,
  Layer,
  OriginRegion,
  Perpetrator,
  PersonGroup,
  PlacePrecision,
  ShareWith,
  SmugglingMethod,
} from '@waylight/contracts/incident';
import { codeList, groupSizeOf } from '@waylight/taxonomy';
import type { CountedEvent, CountedIncident } from './counted-event.ts';
import { countServices } from './counted-services.ts';

/** The coordinates of one cell of the base cube, as numbers of the code book. */
export type CellCoordinates = {
  readonly layer: number;
  /** Day of the month, 1 to 31; 0 if only the bucket is known (a month, or a year). */
  readonly dayOfMonth: number;
  readonly country: number;
  readonly area: number;
  readonly segment: number;
  readonly type: number;
  readonly cause: number;
  readonly perpetrator: number;
  readonly method: number;
  readonly personGroup: number;
  readonly originRegion: number;
  readonly shareWith: number;
  readonly organisation: number;
  readonly groupSize: number;
  /** 0 if there is no service that counts; see `countServices`. */
  readonly service: number;
  /** Best outcome of all services; 0 if there is no service. */
  readonly serviceOutcome: number;
  /** 0 if no service was unavailable. */
  readonly unavailableService: number;
  /** Public record only; unknown in every cell of reports. */
  readonly placePrecision: number;
  /** 1 (weak) to 5 (strong), 0 if not stated. Public record only; 0 in every cell of reports. */
  readonly sourceQuality: number;
};

const UNKNOWN = 99;

/** Maps codes that this version does not know to unknown, so that no incident is dropped. */
function keepKnownCodes(list: Readonly<Record<string, number>>): (code: number) => number {
  const codes = new Uint8Array(128);
  for (const code of Object.values(list)) if (code > 0) codes[code] = 1;
  return (code) => (codes[code] === 1 ? code : UNKNOWN);
}

const knownCountry = keepKnownCodes(Country);
const knownType = keepKnownCodes(IncidentType);
const knownCause = keepKnownCodes(CauseOfDeath);
const knownPerpetrator = keepKnownCodes(Perpetrator);
const knownMethod = keepKnownCodes(SmugglingMethod);
const knownPersonGroup = keepKnownCodes(PersonGroup);
const knownOriginRegion = keepKnownCodes(OriginRegion);
const knownPlacePrecision = keepKnownCodes(PlacePrecision);
const BEST_SOURCE_QUALITY = 5;

const GROUP_SIZES: ReadonlyMap<string, number> = new Map(
  codeList('groupSize').map(({ id, number }) => [id, number]),
);

/** Largest number that fits into the two characters of areas, segments and organisations. */
export const LARGEST_NUMBER = 127 * 127 - 1;

/**
 * Segment numbers consist of the numbers of two countries, so most exceed `LARGEST_NUMBER`. Their quotient by 127² shares a
 * character with the layer, because the position of each character in stored fields is fixed.
 */
const LAYERS = 4;
const LARGEST_SEGMENT = Math.floor(127 / LAYERS) * 127 * 127 - 1;

export const base127Digits = (n: number): [number, number] => [Math.floor(n / 127) + 1, (n % 127) + 1];

/**
 * Encodes coordinates as the field name of a cell: one ASCII character for each coordinate (its number plus one, so never NUL),
 * and two for coordinates that may exceed 126. The name is short, because each cell has one. Its length is fixed, so that it can
 * be parsed by position.
 */
export function encodeCoordinates(c: CellCoordinates): string {
  const [a1, a2] = base127Digits(c.area);
  const [s1, s2] = base127Digits(c.segment % (127 * 127));
  const high = Math.floor(c.segment / (127 * 127));
  const [o1, o2] = base127Digits(c.organisation);
  const field = String.fromCharCode(
    c.layer + LAYERS * high + 1,
    c.dayOfMonth + 1,
    c.country + 1,
    a1,
    a2,
    s1,
    s2,
    c.type + 1,
    c.cause + 1,
    c.perpetrator + 1,
    c.method + 1,
    c.personGroup + 1,
    c.originRegion + 1,
    c.shareWith + 1,
    o1,
    o2,
    c.groupSize + 1,
    c.service + 1,
    c.serviceOutcome + 1,
    c.unavailableService + 1,
  );
  if (c.layer !== Layer.PUBLIC_RECORD) return field;
  return field + String.fromCharCode(c.placePrecision + 1, c.sourceQuality + 1);
}

/** The inverse of `encodeCoordinates`. */
export function decodeCoordinates(field: string): CellCoordinates {
  const at = (i: number) => field.charCodeAt(i) - 1;
  const layer = at(0) % LAYERS;
  const isPublicRecord = layer === Layer.PUBLIC_RECORD;
  return {
    layer,
    dayOfMonth: at(1),
    country: at(2),
    area: at(3) * 127 + at(4),
    segment: Math.floor(at(0) / LAYERS) * 127 * 127 + at(5) * 127 + at(6),
    type: at(7),
    cause: at(8),
    perpetrator: at(9),
    method: at(10),
    personGroup: at(11),
    originRegion: at(12),
    shareWith: at(13),
    organisation: at(14) * 127 + at(15),
    groupSize: at(16),
    service: at(17),
    serviceOutcome: at(18),
    unavailableService: at(19),
    placePrecision: isPublicRecord ? at(20) : UNKNOWN,
    sourceQuality: isPublicRecord ? at(21) : 0,
  };
}

/**
 * The narrowest sharing of reports in a source. Reports on the log are shared at least with the country, but most reports in a
 * ledger are only for their organisation.
 */
export type NarrowestAudience = ShareWith.COUNTRY | ShareWith.ORGANISATION;

/**
 * Returns the coordinates of the cell in which an incident is counted. `dayOfMonth` is used if the date has the precision of a
 * day.
 */
export function coordinatesOfIncident(
  event: CountedEvent,
  incident: CountedIncident,
  dayOfMonth: number,
  narrowest: NarrowestAudience,
): CellCoordinates {
  const isPublicRecord = event.layer === Layer.PUBLIC_RECORD;
  const { service, serviceOutcome, unavailableService } = countServices(incident.services);
  return {
    layer: isPublicRecord ? Layer.PUBLIC_RECORD : Layer.REPORTS,
    dayOfMonth: incident.datePrecision === DatePrecision.DAY ? dayOfMonth : 0,
    country: knownCountry(incident.country),
    area: incident.area <= LARGEST_NUMBER ? incident.area : 0,
    segment: incident.segment <= LARGEST_SEGMENT ? incident.segment : 0,
    type: knownType(incident.primaryType),
    // An unset cause differs from an unknown one. Most incidents have no cause of death, because nobody died.
    cause: incident.cause === CauseOfDeath.UNSPECIFIED ? 0 : knownCause(incident.cause),
    perpetrator: knownPerpetrator(incident.perpetrator),
    method: knownMethod(incident.method),
    personGroup: knownPersonGroup(incident.personGroup),
    originRegion: knownOriginRegion(incident.originRegion),
    shareWith: knownShareWith(incident.shareWith, narrowest),
    organisation: event.organisation,
    groupSize: GROUP_SIZES.get(groupSizeOf(incident.victims)) ?? UNKNOWN,
    service,
    serviceOutcome,
    unavailableService,
    placePrecision: isPublicRecord ? knownPlacePrecision(incident.placePrecision) : UNKNOWN,
    sourceQuality: isPublicRecord ? knownQuality(incident.sourceQuality) : 0,
  };
}

/** A rating outside of the scale counts as not stated. */
function knownQuality(rating: number): number {
  return rating <= BEST_SOURCE_QUALITY ? rating : 0;
}

/** Unknown sharing counts as the narrowest: never wider than intended. */
function knownShareWith(code: number, narrowest: NarrowestAudience): number {
  return code >= narrowest && code <= ShareWith.PUBLIC ? code : narrowest;
}
