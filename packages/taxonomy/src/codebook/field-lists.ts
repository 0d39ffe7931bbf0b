import type { ByCode, ListName } from './lists.ts';

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
export type ListMappings<L extends ListName> = ByCode<L, Mapping>;
