export { csv } from './csv.ts';
export { figureCsv, figureHxl, sheetRows } from './figure-files.ts';
export type {
  CellMeaning,
  FigureCell,
  FigureNote,
  FigureTable,
  FileWords,
  NamedPeriod,
} from './figure-table.ts';
