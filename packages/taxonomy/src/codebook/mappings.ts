import type { FieldList, ListMappings, Mapping } from './field-lists.ts';
import type { CodeId, ListName } from './lists.ts';
import { INCIDENT_MAPPINGS } from './mappings-incident.ts';
import { PERSON_MAPPINGS } from './mappings-person.ts';

const MAPPINGS: { readonly [L in ListName]?: ListMappings<L> } = { ...INCIDENT_MAPPINGS, ...PERSON_MAPPINGS };

export function mappingOf<L extends ListName>(list: L, id: CodeId<L>): Mapping {
  return MAPPINGS[list]?.[id] ?? {};
}

/**
 * Returns the name of a code in a field list. Undefined if the list has no such code. For example, a pushback has no ICCS code,
 * and with another code it would be counted as something else.
 */
export function toFieldList<L extends ListName>(
  list: L,
  id: CodeId<L>,
  fieldList: FieldList,
): string | undefined {
  return mappingOf(list, id)[fieldList]?.[0];
}
