export type { Code } from './codebook/codes.ts';
export { codeById, codeByNumber, codeList, isListName, label, typeGroupOf } from './codebook/codes.ts';
export {
  primaryCause,
  primaryMethod,
  primaryPerpetrator,
  primaryPersonGroup,
  primaryType,
} from './codebook/elimination.ts';
export { findCode } from './codebook/find.ts';
export type { Language } from './codebook/labels.ts';
export { isLanguage, LANGUAGES } from './codebook/labels.ts';
export type { CodeId, ListName } from './codebook/lists.ts';
export { CODE_BOOK_VERSION, CODE_LISTS, LISTS } from './codebook/lists.ts';
export type { FieldList, Mapping } from './codebook/mappings.ts';
export { FIELD_LISTS, mappingOf, toFieldList } from './codebook/mappings.ts';
export type { PersonFacts } from './codebook/persons.ts';
export { ageBandOf, groupSizeOf, personGroup } from './codebook/persons.ts';
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
export type { Segment } from './places/segments.ts';
export {
  NOT_AT_BORDER,
  SEGMENTS,
  segmentById,
  segmentByNumber,
  segmentLabel,
  UNKNOWN_SEGMENT,
} from './places/segments.ts';
export type { Lookup } from './text/spellings.ts';
