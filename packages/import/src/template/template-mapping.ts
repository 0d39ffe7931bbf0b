import { isLanguage, type Language } from '@waylight/taxonomy';
import type { Sheet } from '../files/xlsx.ts';
import { fieldKind } from '../mappings/field-kinds.ts';
import { cellKey, type FieldRule, type Mapping } from '../mappings/mapping.ts';
import { choicesOf } from './choices.ts';
import { heading } from './headings.ts';

/** A hidden sheet with the language and the field of each heading. */
export const METADATA_SHEET = 'waylight';
/** A hidden sheet with the choices of the drop-downs. */
export const LISTS_SHEET = 'waylight-lists';
export const TEMPLATE_MARK = 'waylight-template';

const REQUIRED_FIELDS = new Set(['occurredOn', 'country', 'types']);

/** Reads the mapping of a filled-in template; undefined for any other workbook. */
export function readTemplateMapping(sheets: readonly Sheet[]): Mapping | undefined {
  const metadata = sheets.find(({ name }) => name === METADATA_SHEET);
  const pairs = metadata?.rows().map((row) => [row[0]?.text ?? '', row[1]?.text ?? ''] as const) ?? [];
  const properties = new Map(pairs.slice(0, 3));
  const language = properties.get('language') ?? '';
  const sheet = properties.get('sheet');
  if (!properties.has(TEMPLATE_MARK) || !isLanguage(language) || sheet === undefined) return undefined;
  const columns = pairs.slice(3).filter(([field, heading]) => field !== '' && heading !== '');
  const present = new Set(
    sheets
      .find(({ name }) => name === sheet)
      ?.rows()[0]
      ?.map(({ text }) => text.trim().replace(/\s+/g, ' ')),
  );
  const fields: Record<string, FieldRule> = {};
  for (const [field, heading] of columns) {
    if (fieldKind(field) === undefined) continue;
    // A removed optional column is skipped. The import reports a removed required column as missing.
    if (!present.has(heading) && !REQUIRED_FIELDS.has(field)) continue;
    const rule = fields[field];
    fields[field] =
      rule === undefined
        ? toFieldRule(field, heading, language)
        : { ...rule, columns: [...rule.columns, heading] };
  }
  return {
    name: 'template',
    // The table is the first sheet, even if a user has renamed it.
    file: {
      headerRow: 1,
      ...(present.size > 0 && { sheet }),
      ownSheets: [heading('explanation', language), LISTS_SHEET, METADATA_SHEET],
    },
    id: {
      columns: columns.filter(([field]) => field === 'reportId').map(([, heading]) => heading),
      prefix: '',
    },
    constants: {},
    nodes: {},
    fields,
  };
}

function toFieldRule(field: string, heading: string, language: Language): FieldRule {
  const choices = choicesOf(fieldKind(field), language)?.choices ?? [];
  return {
    columns: [heading],
    combine: 'all',
    optional: field === 'types',
    values: new Map(choices.map(({ text, id }) => [cellKey(text), [id]])),
    split: true,
    // The date format of the region. 2025-03-14 is unambiguous, so it is accepted too.
    ...(fieldKind(field)?.kind === 'date' && { format: 'd/m/y' as const }),
    notStated: new Set(),
    // A place that the gazetteer lacks is probably small, so it is left out instead of refused.
    onUnknown: field === 'place' ? 'unknown' : 'refuse',
    rules: [],
  };
}
