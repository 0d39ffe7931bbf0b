import {
  areaById,
  areaLabel,
  findArea,
  findCode,
  type Language,
  type ListName,
  type Lookup,
  label,
  SEGMENTS,
  segmentById,
  segmentLabel,
} from '@waylight/taxonomy';
import { DIMENSION_NAMES, type DimensionName } from '@waylight/trends';
import { usageFailure } from '../failure.ts';
import { nearestNames } from '../nearest-names.ts';
import { OTHER_OR_UNKNOWN, tableLabels } from './table-labels.ts';

/** The code list of a dimension; areas, segments and periods have none. */
const LISTS: Readonly<Partial<Record<DimensionName, ListName>>> = {
  country: 'country',
  type: 'incidentType',
  typeGroup: 'typeGroup',
  cause: 'causeOfDeath',
  perpetrator: 'perpetrator',
  method: 'smugglingMethod',
  personGroup: 'personGroup',
  originRegion: 'originRegion',
  shareWith: 'shareWith',
  groupSize: 'groupSize',
  service: 'service',
  exactType: 'incidentType',
  placePrecision: 'placePrecision',
};

/** The ratings of sources, the weakest first: a scale and no code list. */
const SOURCE_QUALITIES = ['1', '2', '3', '4', '5', 'unknown'];

/** Most incidents have no cause of death, because nobody died, and many no service: that has no code in their lists. */
const isNone = (name: DimensionName, id: string): boolean =>
  id === 'none' && (name === 'cause' || name === 'service');

/** A dimension by its name, written `typeGroup`, `type-group` or `type_group`. */
export function parseDimension(flag: string, text: string): DimensionName {
  const folded = text.toLowerCase().replace(/[-_ ]/g, '');
  const names = Object.keys(DIMENSION_NAMES) as DimensionName[];
  const found = names.find((name) => name.toLowerCase() === folded);
  if (found !== undefined) return found;
  throw usageFailure(
    `${flag} got "${text}", which is not a dimension`,
    ...nearestNames(text, names),
    `There are: ${names.map(kebabCase).join(', ')}`,
  );
}

/** How a dimension is written on the command line. */
export const kebabCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What a value of a dimension reads as. */
export function valueLabel(name: DimensionName, id: string, language: Language): string {
  if (id === OTHER_OR_UNKNOWN) return tableLabels(language).otherOrUnknown;
  switch (name) {
    case 'period':
      return id;
    case 'area':
      return areaLabel(id, language);
    case 'segment':
      return segmentLabel(id, language);
    case 'sourceQuality':
      return id === 'unknown' ? label('informationSource', id, language) : id;
    default: {
      const list = LISTS[name];
      if (isNone(name, id)) return tableLabels(language).none;
      return list === undefined ? id : label(list, id, language);
    }
  }
}

/** The code id that a text names in a filter. A typing error would otherwise read as "there is nothing". */
export function parseValue(name: DimensionName, text: string): string {
  if (text === OTHER_OR_UNKNOWN || isNone(name, text)) return text;
  const list = LISTS[name];
  if (list !== undefined) return requireFound(name, text, findCode(list, text));
  if (name === 'sourceQuality') {
    if (SOURCE_QUALITIES.includes(text)) return text;
    throw usageFailure(`"${text}" is no source-quality`, `There are: ${SOURCE_QUALITIES.join(', ')}`);
  }
  if (name === 'area') return areaById(text)?.id ?? requireFound(name, text, findArea(text));
  const segment = segmentById(text)?.id;
  if (segment !== undefined) return segment;
  throw usageFailure(
    `"${text}" is no ${kebabCase(name)}`,
    ...nearestNames(
      text,
      SEGMENTS.map(({ id }) => id),
    ),
  );
}

function requireFound(name: DimensionName, text: string, found: Lookup<{ readonly id: string }>): string {
  const ids = (codes: readonly { readonly id: string }[]) => codes.map(({ id }) => id).join(', ');
  switch (found.kind) {
    case 'found':
      return found.value.id;
    case 'candidates':
      throw usageFailure(
        `"${text}" may be more than one ${kebabCase(name)}`,
        `Say which: ${ids(found.candidates)}`,
      );
    case 'none':
      throw usageFailure(
        `"${text}" is no ${kebabCase(name)} of the code book`,
        found.nearest.length === 0
          ? 'npx waylight codes prints the lists'
          : `The nearest: ${ids(found.nearest)}`,
      );
    default:
      return found satisfies never;
  }
}
