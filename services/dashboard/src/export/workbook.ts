import { neutraliseFormula } from '@waylight/presentation';
import writeWorkbook, { type Cell, type CellObject, type Feature } from 'write-excel-file/universal';
import {
  getCellAddress,
  getOrderOfSiblings,
  getSelfClosingTagMarkup,
  insertElementMarkupAccordingToOrderOfSiblings,
} from 'write-excel-file/utility';
import type { DataCell, DataSheet } from './data-sheet.ts';

export type WorkbookContent = {
  readonly data: DataSheet;
  readonly screen: readonly (readonly DataCell[])[];
  readonly readMe: readonly (readonly DataCell[])[];
};

/** The same in every language, so that programs can find them. */
const NAMES = { data: 'Data', screen: 'As on screen', readMe: 'Read me' } as const;
const SHEET_FILE = 'xl/worksheets/sheet{id}.xml';
/** In characters. */
const WIDTH = 14;
const NAME_WIDTH = 28;
const TEXT_WIDTH = 110;

/** Returns an XLSX file with three sheets: the numbers in long form, the tables as they look, and the notes. */
export async function toWorkbook({ data, screen, readMe }: WorkbookContent): Promise<Blob> {
  const first = data.columns;
  const sheets = [
    {
      sheet: NAMES.data,
      data: [
        first.map((name): Cell => ({ value: name, type: String, fontWeight: 'bold' })),
        ...data.rows.map((row) => cells(row).map((cell, at) => toDate(cell, first[at]))),
      ],
      columns: first.map((name) => ({ width: name === 'table' || name === 'reads_as' ? NAME_WIDTH : WIDTH })),
      stickyRowsCount: 1,
    },
    {
      sheet: NAMES.screen,
      data: screen.map(cells),
      columns: widest(screen).map((_, at) => ({ width: at === 0 ? NAME_WIDTH : WIDTH })),
    },
    {
      sheet: NAMES.readMe,
      data: readMe.map((row) => cells(row).map((cell) => cell && { ...cell, wrap: true })),
      columns: [{ width: NAME_WIDTH }, { width: TEXT_WIDTH }],
    },
  ];
  return writeWorkbook(sheets, {
    features: [filterOf(data.rows.length, first.length - 1)],
  }).toBlob();
}

const widest = (rows: readonly (readonly DataCell[])[]): readonly DataCell[] =>
  rows.reduce<readonly DataCell[]>((most, row) => (row.length > most.length ? row : most), []);

type TypedCell = CellObject | null;

const DATES = new Set(['period_start', 'period_end']);

/** A cell of a column of dates as a date, so that spreadsheets can sort and group by it. Other cells are unchanged. */
const toDate = (cell: TypedCell, column: string | undefined): TypedCell =>
  cell?.type === String && DATES.has(column ?? '')
    ? { value: new Date(`${cell.value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' }
    : cell;

/** Neutralises text that could be a formula, because a sheet may be edited or saved as CSV. */
const cells = (row: readonly DataCell[]): TypedCell[] =>
  row.map((value) => {
    switch (typeof value) {
      case 'number':
        return { value, type: Number };
      case 'boolean':
        return { value, type: Boolean };
      case 'string':
        return { value: neutraliseFormula(value), type: String };
      default:
        return null;
    }
  });

/** Adds filter buttons to the headings of the first sheet. */
const filterOf = (row: number, column: number): Feature<Blob> => ({
  files: {
    transform: {
      [SHEET_FILE]: {
        transform: (xml, _options, { sheetIndex }) =>
          sheetIndex === 0
            ? insertElementMarkupAccordingToOrderOfSiblings(
                xml,
                getSelfClosingTagMarkup('autoFilter', { ref: `A1:${getCellAddress(row, column)}` }),
                getOrderOfSiblings(SHEET_FILE, 'worksheet') ?? [],
                'worksheet',
              )
            : xml,
      },
    },
  },
});
