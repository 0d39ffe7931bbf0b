export { COMMAND_ENDPOINTS, type CommandEndpoint } from './access/command-endpoints.ts';
export { type Connection, connect } from './connection/connect.ts';
export { CommandFailure } from './failure.ts';
export { type CodedFile, type CodeFileOptions, codeFile } from './import/code-file.ts';
export {
  type ImportOptions,
  type ImportProgress,
  type ImportSummary,
  runImport,
} from './import/run-import.ts';
export { type UndoOptions, type UndoSummary, undoImport } from './import/undo-import.ts';
export { loadMapping } from './mappings/load-mapping.ts';
export { type Progress, startProgress } from './terminal/progress.ts';
