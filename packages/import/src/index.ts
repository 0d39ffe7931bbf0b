export { type CodedFile, type CodeFileOptions, codeFile } from './coding/code-file.ts';
export type { NoteCount } from './coding/code-table.ts';
export type { Refusal } from './coding/coded-report.ts';
export { openSourceFile, type SourceFile } from './files/source-file.ts';
export { ImportInputError } from './input-error.ts';
export { loadMapping } from './mappings/load-mapping.ts';
export { ENCODINGS, type Encoding, type Mapping } from './mappings/mapping.ts';
export {
  type ImportOptions,
  type ImportProgress,
  type ImportSummary,
  runImport,
} from './sending/run-import.ts';
export { type UndoOptions, type UndoSummary, undoImport } from './sending/undo-import.ts';
export { readTemplateMapping } from './template/template-mapping.ts';
