import {
  areaById,
  areaLabel,
  codeList,
  type Language,
  type Lookup,
  label,
  SEGMENTS,
  segmentById,
  segmentLabel,
} from '@waylight/taxonomy';
import {
  DIMENSION_NAMES,
  DIMENSIONS,
  type DimensionName,
  findCodeOf,
  isDimensionName,
  nearestNames,
} from '@waylight/trends';
import { usageFailure } from '../failure.ts';
import { OTHER_OR_UNKNOWN, tableLabels } from './table-labels.ts';

/** True for the code `none`, which is in no code list: no death, or no service recorded. */
const isNone = (name: DimensionName, id: string): boolean =>
  id === 'none' && DIMENSIONS[name].hasNone === true;

/** A dimension by its name: `typeGroup`, `type-group` or `type_group`. */
export function parseDimension(flag: string, text: string): DimensionName {
  const folded = text.toLowerCase().replace(/[-_ ]/g, '');
  const found = DIMENSION_NAMES.find((name) => name.toLowerCase() === folded);
  if (found !== undefined) return found;
  throw usageFailure(
    `${flag} got "${text}", which is not a dimension`,
    ...nearestNames(text, DIMENSION_NAMES),
    `There are: ${DIMENSION_NAMES.map(kebabCase).join(', ')}`,
  );
}

/** The spelling of dimensions and flags on the command line. */
export const kebabCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The label of a code in a dimension; the code itself if this version does not know the dimension. */
export function valueLabel(name: string, id: string, language: Language): string {
  if (id === OTHER_OR_UNKNOWN) return tableLabels(language).otherOrUnknown;
  if (!isDimensionName(name)) return id;
  if (isNone(name, id)) return tableLabels(language).none;
  const { codes } = DIMENSIONS[name];
  switch (codes) {
    case 'periods':
      return id;
    case 'areas':
      return areaLabel(id, language);
    case 'segments':
      return segmentLabel(id, language);
    // A rating is a number on a scale, so it is its own label.
    case 'sourceQuality':
      return id === 'unknown' ? label('informationSource', id, language) : id;
    default:
      return label(codes, id, language);
  }
}

/** The code that a text in a filter names. A misspelt code is an error, because it would count nothing. */
export function parseValue(name: DimensionName, text: string): string {
  if (text === OTHER_OR_UNKNOWN || isNone(name, text)) return text;
  const { codes } = DIMENSIONS[name];
  switch (codes) {
    case 'areas':
      return areaById(text)?.id ?? requireFound(name, text, findCodeOf(name, text));
    // Periods never come here, because the filter flags refuse them.
    case 'periods':
    case 'segments':
      return parseSegment(name, text);
    case 'sourceQuality': {
      const ratings: readonly string[] = codeList('sourceQuality').map(({ id }) => id);
      if (ratings.includes(text)) return text;
      throw usageFailure(`"${text}" is not a source-quality`, `There are: ${ratings.join(', ')}`);
    }
    default:
      return requireFound(name, text, findCodeOf(name, text));
  }
}

function parseSegment(name: DimensionName, text: string): string {
  const segment = segmentById(text)?.id;
  if (segment !== undefined) return segment;
  throw usageFailure(
    `"${text}" is not a ${kebabCase(name)}`,
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
        `"${text}" matches more than one ${kebabCase(name)}`,
        `Use one of: ${ids(found.candidates)}`,
      );
    case 'none':
      throw usageFailure(
        `"${text}" is not a ${kebabCase(name)} of the code book`,
        found.nearest.length === 0 ? 'List the codes: waylight codes' : `The nearest: ${ids(found.nearest)}`,
      );
    default:
      return found satisfies never;
  }
}
