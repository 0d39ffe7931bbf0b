import type { CodeId, ListName } from './lists.ts';
import { INCIDENT_MAPPINGS } from './mappings-incident.ts';
import { PERSON_MAPPINGS } from './mappings-person.ts';

/**
 * Field lists that the code book maps to.
 *
 * @TODO Missing Migrants' causes and regions are checked against its data, and Primero's perpetrator relations against its
 * public configuration. The ICCS codes that the domain page lacks, and the names of BVMN, HTCDS, UNITED, WOLA, HXL and Primero's
 * other lists, must be checked against the published lists before data is exchanged by them.
 */
export const FIELD_LISTS = [
  'iccs',
  'gbvims',
  'bvmn',
  'missing-migrants',
  'hxl',
  'primero',
  'htcds',
  'united',
  'admiralty',
  'wola',
] as const;
export type FieldList = (typeof FIELD_LISTS)[number];

/** Names or codes in a field list: the first is written, all are read. */
export type Mapping = Readonly<Partial<Record<FieldList, readonly string[]>>>;
export type ListMappings<L extends ListName> = Readonly<Partial<Record<CodeId<L>, Mapping>>>;

const MAPPINGS: { readonly [L in ListName]?: ListMappings<L> } = { ...INCIDENT_MAPPINGS, ...PERSON_MAPPINGS };

export function mappingOf<L extends ListName>(list: L, id: CodeId<L>): Mapping {
  return MAPPINGS[list]?.[id] ?? {};
}

/**
 * The name of a code in a field list. Undefined if the list has no such code: a pushback, for example, has no ICCS code, and
 * another code would count it as something else.
 */
export function toFieldList<L extends ListName>(
  list: L,
  id: CodeId<L>,
  fieldList: FieldList,
): string | undefined {
  return mappingOf(list, id)[fieldList]?.[0];
}
