export { isoDay } from '@waylight/calendar';
export type { Code } from './codebook/codes.ts';
export { codeById, codeByNumber, codeList, isListName, label, typeGroupOf } from './codebook/codes.ts';
export {
  primaryCause,
  primaryMethod,
  primaryPerpetrator,
  primaryPersonGroup,
  primaryType,
} from './codebook/elimination.ts';
export type { Mapping } from './codebook/field-lists.ts';
export { findCode, isCodeNumber } from './codebook/find-code.ts';
export type { Language } from './codebook/languages.ts';
export { isLanguage, LANGUAGES } from './codebook/languages.ts';
export type { CodeId, ListName } from './codebook/lists.ts';
export { CODE_BOOK_VERSION, CODE_LISTS, LISTS } from './codebook/lists.ts';
export { mappingOf } from './codebook/mappings.ts';
export type { OriginOfCells } from './codebook/origins.ts';
export {
  combineRegions,
  findOrigin,
  findOriginCountry,
  ORIGIN_COUNTRIES,
  originOfCells,
  regionOfCountry,
} from './codebook/origins.ts';
export type { PersonFacts } from './codebook/persons.ts';
export { ageBandOf, groupSizeOf, personGroup } from './codebook/persons.ts';
export { splitCell } from './codebook/split-cell.ts';
export type { DateFormat, ReportDate } from './dates/report-date.ts';
export { parseReportDate } from './dates/report-date.ts';
export { areaReach } from './places/area-reach.ts';
export type { Area, CountryCode } from './places/areas.ts';
export {
  AREAS,
  areaById,
  areaByNumber,
  areaLabel,
  areasOfCountry,
  findArea,
  UNKNOWN_AREA,
} from './places/areas.ts';
export type { CoordinateCheck, CoordinateProblem } from './places/coordinates.ts';
export { checkCoordinates } from './places/coordinates.ts';
export { findCountry } from './places/countries.ts';
export { findPlace } from './places/find-place.ts';
export { findSegment } from './places/find-segment.ts';
export type { Place } from './places/gazetteer.ts';
export type { NameInText } from './places/names-in-text.ts';
export { namesInText } from './places/names-in-text.ts';
export type { PushbackChain } from './places/pushback-chain.ts';
export { isPushbackChain, parsePushbackChain } from './places/pushback-chain.ts';
export type { Segment } from './places/segments.ts';
export { SEGMENTS, segmentById, segmentByNumber, segmentLabel } from './places/segments.ts';
export { XK_FOOTNOTE } from './places/xk-footnote.ts';
export { foldKey } from './text/fold.ts';
export { nearest } from './text/nearest.ts';
export type { Count, Scale } from './text/parse-count.ts';
export { parseCount, parseScale } from './text/parse-count.ts';
export type { Lookup } from './text/spellings.ts';
export { latinToCyrillic } from './text/transliterate.ts';
