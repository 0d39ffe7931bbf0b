import { ELIMINATION } from './elimination.ts';
import { GROUP_OF_TYPE } from './groups.ts';
import { labelWithFallback } from './labels.ts';
import type { Language } from './languages.ts';
import { CODE_LISTS, type CodeId, LISTS, type ListName } from './lists.ts';

export interface Code<L extends ListName = ListName> {
  readonly list: L;
  readonly id: CodeId<L>;
  /** The protobuf enum value. */
  readonly number: number;
  readonly english: string;
  /** Incident types only. */
  readonly group?: CodeId<'typeGroup'>;
  /** Priority when one primary value is chosen; 1 is the highest. Only for lists with a primary value. */
  readonly rank?: number;
}

const CODES: ReadonlyMap<ListName, readonly Code[]> = new Map(
  CODE_LISTS.map((list) => [list, codesOf(list)]),
);

function codesOf(list: ListName): readonly Code[] {
  const order: readonly string[] = list in ELIMINATION ? ELIMINATION[list as keyof typeof ELIMINATION] : [];
  return LISTS[list].map(([id, number, english]) => ({
    list,
    id,
    number,
    english,
    ...(list === 'incidentType' && { group: GROUP_OF_TYPE[id as CodeId<'incidentType'>] }),
    ...(order.length > 0 && { rank: order.indexOf(id) + 1 }),
  }));
}

export function isListName(text: string): text is ListName {
  return Object.hasOwn(LISTS, text);
}

export function codeList<L extends ListName>(list: L): readonly Code<L>[] {
  return (CODES.get(list) ?? []) as readonly Code<L>[];
}

export function codeById<L extends ListName>(list: L, id: string): Code<L> | undefined {
  return codeList(list).find((code) => code.id === id);
}

export function codeByNumber<L extends ListName>(list: L, number: number): Code<L> | undefined {
  return codeList(list).find((code) => code.number === number);
}

/**
 * The label of a code by id or number. If a language has no label, it falls back to a related language, then to English, then to
 * the id. So every code has a label; the label of an unknown number is the number itself.
 */
export function label(list: ListName, idOrNumber: string | number, language: Language): string {
  if (typeof idOrNumber === 'string') return labelWithFallback(list, idOrNumber, language);
  const code = codeByNumber(list, idOrNumber);
  return code === undefined ? String(idOrNumber) : labelWithFallback(list, code.id, language);
}

/** The group of an incident type by its id. A type that this version does not know is in the group "unknown". */
export function typeGroupOf(type: string): Code<'typeGroup'> {
  const id = codeById('incidentType', type)?.group ?? 'unknown';
  return codeById('typeGroup', id) ?? { list: 'typeGroup', id, number: 99, english: 'Unknown' };
}
