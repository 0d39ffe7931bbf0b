import { principalOf } from '@waylight/access';
import type { CodeList, ListCodesRequest, ListCodesResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import {
  AREAS,
  CODE_BOOK_VERSION,
  CODE_LISTS,
  type CodeId,
  codeList,
  isLanguage,
  isListName,
  type Language,
  type ListName,
  label,
  mappingOf,
  SEGMENTS,
} from '@waylight/taxonomy';
import type { NodeContext } from '../context.ts';
import { createInvalidArgument, toRpcError, violation } from './refusals.ts';

/** Code lists outside of the code book, with their own labels. */
const PLACES = { area: AREAS, segment: SEGMENTS } as const;
const LIST_NAMES: readonly string[] = [...CODE_LISTS, ...Object.keys(PLACES)];

/** Returns the code lists with labels in one of the region's languages. */
export function listCodes(ctx: NodeContext): UnaryHandler<ListCodesRequest, ListCodesResponse> {
  return async ({ list, language }, call) => {
    ctx.access.organisationOf(principalOf(call));
    const labelLanguage = language === '' ? 'en' : language;
    if (!isLanguage(labelLanguage))
      throw toRpcError(
        createInvalidArgument([violation('language', 'must be en, sq, sr-Latn, sr-Cyrl, mk, bs or cnr')]),
      );
    if (list !== '' && !LIST_NAMES.includes(list))
      throw toRpcError(
        createInvalidArgument([
          { field: 'list', description: 'is not a list of the code book', candidates: [...LIST_NAMES] },
        ]),
      );
    const names = list === '' ? LIST_NAMES : [list];
    return { codeBookVersion: CODE_BOOK_VERSION, lists: names.map((name) => listOf(name, labelLanguage)) };
  };
}

function listOf(name: string, language: Language): CodeList {
  if (isListName(name)) return { name, codes: codeList(name).map(({ id }) => codeOf(name, id, language)) };
  const places = name === 'area' ? PLACES.area : PLACES.segment;
  const codes = places.map(({ id, labels }) => ({ id, label: labels[language], mappings: [] }));
  return { name, codes };
}

function codeOf<L extends ListName>(list: L, id: CodeId<L>, language: Language): CodeList['codes'][number] {
  const mappings = Object.entries(mappingOf(list, id)).flatMap(([fieldList, codes]) =>
    [codes ?? []].flat().map((code) => `${fieldList} ${code}`),
  );
  return { id, label: label(list, id, language), mappings };
}
