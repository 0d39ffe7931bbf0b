import type writeWorkbook from 'write-excel-file/node';
import {
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeAttributeValue,
  sanitizeTextContent,
} from 'write-excel-file/utility';

/** A hook into the XML of a workbook. The library does not export this type. */
export type WorkbookFeature = NonNullable<
  NonNullable<Parameters<typeof writeWorkbook>[1]>['features']
>[number];

/** The allowed values of a column of the first sheet. Columns count from 0. */
export type Validation =
  | {
      readonly kind: 'list';
      readonly column: number;
      /** The cells that contain the entries, below a header. */
      readonly list: { readonly sheet: string; readonly column: number; readonly rows: number };
    }
  | { readonly kind: 'count'; readonly column: number }
  | { readonly kind: 'length'; readonly column: number; readonly maxLength: number };

const SHEET_FILE = 'xl/worksheets/sheet{id}.xml';

/**
 * Drop-downs and number checks for the rows below the header of the first sheet: `dataValidations` of ECMA-376 part 1,
 * 18.3.1.33, which write-excel-file leaves to features.
 */
export function dataValidations(validations: readonly Validation[], rows: number): WorkbookFeature {
  const each = validations.map((validation) => validationXml(validation, rows)).join('');
  const all = `<dataValidations count="${validations.length}">${each}</dataValidations>`;
  return {
    files: {
      transform: {
        [SHEET_FILE]: {
          transform: (xml, _options, { sheetIndex }) =>
            sheetIndex === 0
              ? insertElementMarkupAccordingToOrderOfSiblings(
                  xml,
                  all,
                  getOrderOfSiblings(SHEET_FILE, 'worksheet') ?? [],
                  'worksheet',
                )
              : xml,
        },
      },
    },
  };
}

function validationXml(validation: Validation, rows: number): string {
  const letter = columnLetter(validation.column);
  const range = `${letter}2:${letter}${rows + 1}`;
  switch (validation.kind) {
    case 'list': {
      const { sheet, column, rows: entries } = validation.list;
      const from = columnLetter(column);
      return elementXml('list', range, [`'${sheet}'!$${from}$2:$${from}$${entries + 1}`]);
    }
    case 'count':
      return elementXml('whole', range, ['0'], 'greaterThanOrEqual');
    case 'length':
      return elementXml('textLength', range, [String(validation.maxLength)], 'lessThanOrEqual');
    default:
      return validation satisfies never;
  }
}

function elementXml(type: string, range: string, formulas: readonly string[], operator?: string): string {
  const compare = operator === undefined ? '' : ` operator="${operator}"`;
  const inside = formulas
    .map((formula, index) => `<formula${index + 1}>${sanitizeTextContent(formula)}</formula${index + 1}>`)
    .join('');
  return `<dataValidation type="${type}"${compare} allowBlank="1" showErrorMessage="1" sqref="${sanitizeAttributeValue(range)}">${inside}</dataValidation>`;
}

/** 0 is A, 26 is AA. */
export function columnLetter(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnLetter(Math.floor(column / 26) - 1) + letter;
}
