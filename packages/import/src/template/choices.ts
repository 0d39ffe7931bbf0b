import {
  AREAS,
  codeById,
  codeList,
  type Language,
  label,
  ORIGIN_COUNTRIES,
  SEGMENTS,
  UNKNOWN_AREA,
} from '@waylight/taxonomy';
import type { FieldKind } from '../mappings/field-kinds.ts';

/** One entry of a drop-down: its label, and the code that is sent. */
export type Choice = { readonly text: string; readonly id: string };

/** A drop-down, with a name that fields of the same kind share. */
export type ChoiceList = { readonly name: string; readonly choices: readonly Choice[] };

/** The drop-down of a kind of field; undefined for free text. */
export function choicesOf(kind: FieldKind | undefined, language: Language): ChoiceList | undefined {
  switch (kind?.kind) {
    case 'code': {
      const { list } = kind;
      return {
        name: list,
        choices: codeList(list).map(({ id }) => ({ id, text: label(list, id, language) })),
      };
    }
    case 'country':
      return {
        name: 'country',
        // Every report requires a country.
        choices: codeList('country')
          .filter(({ id }) => id !== 'unknown')
          .map(({ id }) => ({ id, text: label('country', id, language) })),
      };
    case 'area':
      return {
        name: 'area',
        choices: AREAS.filter(({ id }) => id !== UNKNOWN_AREA.id).map(({ id, country, labels }) => ({
          id,
          text: `${label('country', country, language)}: ${labels[language]}`,
        })),
      };
    case 'segment':
      return {
        name: 'segment',
        choices: SEGMENTS.map(({ id, labels }) => ({ id, text: labels[language] })),
      };
    case 'origins':
    case 'originCountry':
      return { name: 'origin', choices: origins(language) };
    default:
      return undefined;
  }
}

/** Countries by name, sorted for the language. Countries of the region have the code book's labels. */
function origins(language: Language): Choice[] {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  const collator = new Intl.Collator(language);
  return ORIGIN_COUNTRIES.map((id) => ({
    id,
    text: codeById('country', id) === undefined ? (names.of(id) ?? id) : label('country', id, language),
  })).sort((a, b) => collator.compare(a.text, b.text));
}
