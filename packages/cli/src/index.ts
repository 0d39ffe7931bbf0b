export { COMMAND_DOORS, type CommandDoor } from './access/command-doors.ts';
export { type Connection, connect } from './connection/connect.ts';
export { CommandFailure } from './failure.ts';
export { type CodedFile, codeFile, type FileToCode } from './import/code-file.ts';
export {
  type ImportOptions,
  type ImportProgress,
  type ImportSummary,
  runImport,
} from './import/run-import.ts';
export { type UndoOptions, type UndoSummary, undoImport } from './import/undo-import.ts';
export { loadMapping } from './mappings/load-mapping.ts';
export { type Progress, startProgress } from './terminal/progress.ts';
