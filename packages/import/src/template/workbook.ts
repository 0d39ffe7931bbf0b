import type { Language } from '@waylight/taxonomy';
import writeWorkbook, { type Cell, type SheetData } from 'write-excel-file/node';
import { choicesOf } from './choices.ts';
import { columnHeading, columnKind, TEMPLATE_COLUMNS } from './columns.ts';
import { dataValidations, type Validation, type WorkbookFeature } from './data-validations.ts';
import { explanationLines } from './explanation.ts';
import { heading } from './headings.ts';
import { LISTS_SHEET, METADATA_SHEET, TEMPLATE_MARK } from './template-mapping.ts';

const TEMPLATE_VERSION = 1;

/** Number of rows with drop-downs. Rows below them are imported too. */
const ROWS = 2000;
const HEADER_COLOUR = '#DCE6F1';
const REQUIRED_COLOUR = '#FFE699';

/** The template in a language, as the bytes of an XLSX file. */
export async function createTemplateWorkbook(language: Language): Promise<Uint8Array> {
  const lists = new Map<string, readonly string[]>();
  const validations: Validation[] = [];
  for (const [column, spec] of TEMPLATE_COLUMNS.entries()) {
    const kind = columnKind(spec);
    const choices = choicesOf(kind, language);
    if (choices !== undefined) {
      if (!lists.has(choices.name))
        lists.set(
          choices.name,
          choices.choices.map(({ text }) => text),
        );
      const position = [...lists.keys()].indexOf(choices.name);
      validations.push({
        kind: 'list',
        column,
        list: { sheet: LISTS_SHEET, column: position, rows: choices.choices.length },
      });
    } else if (kind?.kind === 'count') validations.push({ kind: 'count', column });
    else if (spec.field === 'reportId') validations.push({ kind: 'length', column, maxLength: 64 });
  }
  return writeWorkbook(
    [
      {
        sheet: heading('reports', language),
        data: reportSheet(language),
        columns: TEMPLATE_COLUMNS.map(({ field }) => ({ width: field === 'segment' ? 40 : 24 })),
        stickyRowsCount: 1,
        stickyColumnsCount: 1,
      },
      {
        sheet: heading('explanation', language),
        data: explanationSheet(language),
        columns: [{ width: 120 }],
      },
      { sheet: LISTS_SHEET, data: listSheet(lists) },
      { sheet: METADATA_SHEET, data: metadataSheet(language) },
    ],
    { features: [dataValidations(validations, ROWS), hideSheets([LISTS_SHEET, METADATA_SHEET])] },
  ).toBuffer();
}

function reportSheet(language: Language): SheetData {
  const header = TEMPLATE_COLUMNS.map(
    (column): Cell => ({
      value: columnHeading(column, language),
      fontWeight: 'bold',
      wrap: true,
      backgroundColor: column.isRequired ? REQUIRED_COLOUR : HEADER_COLOUR,
    }),
  );
  // Cells are formatted as text, because a spreadsheet turns "2025-03" into 1 March, and an id into a number.
  const asText: Cell = { type: String, format: '@' };
  const blank = TEMPLATE_COLUMNS.map(({ field }) =>
    field === 'reportId' || field === 'occurredOn' ? asText : null,
  );
  return [header, ...Array.from({ length: ROWS }, () => blank)];
}

function explanationSheet(language: Language): SheetData {
  const required = TEMPLATE_COLUMNS.filter(({ isRequired }) => isRequired);
  return [
    [{ value: heading('explanation', language), fontWeight: 'bold' }],
    ...explanationLines(language).map((line) => [{ value: line, wrap: true }]),
    [
      {
        value: `${heading('required', language)}: ${required.map((column) => columnHeading(column, language)).join(', ')}`,
        wrap: true,
        backgroundColor: REQUIRED_COLOUR,
      },
    ],
  ];
}

function listSheet(lists: ReadonlyMap<string, readonly string[]>): SheetData {
  const columns = [...lists];
  const longest = Math.max(...columns.map(([, texts]) => texts.length));
  return [
    columns.map(([name]) => name),
    ...Array.from({ length: longest }, (_, row) => columns.map(([, texts]) => texts[row] ?? null)),
  ];
}

/** The data that replaces a mapping: the language, and the field of each heading. */
function metadataSheet(language: Language): SheetData {
  return [
    [TEMPLATE_MARK, String(TEMPLATE_VERSION)],
    ['language', language],
    ['sheet', heading('reports', language)],
    ...TEMPLATE_COLUMNS.map((column) => [column.field, columnHeading(column, language)]),
  ];
}

function hideSheets(sheets: readonly string[]): WorkbookFeature {
  return {
    files: {
      transform: {
        'xl/workbook.xml': {
          transformElementAttributes: (tag, attributes) =>
            tag === 'sheet' && sheets.includes(String(attributes.name))
              ? { ...attributes, state: 'hidden' }
              : attributes,
        },
      },
    },
  };
}
