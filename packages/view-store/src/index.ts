export { ReleaseDiffersError, ViewStoreRefusedError, ViewStoreUnavailableError } from './errors.ts';
export type {
  CellMap,
  Claim,
  CommitBatch,
  CommitOutcome,
  FrozenSet,
  PartitionName,
  RawCellStore,
  ReadAnswer,
  ReadQuestion,
  Snapshot,
  StoredPosition,
  StoredValue,
  ViewStore,
} from './port.ts';
export { commitLimits, countArguments, samePosition } from './port.ts';
export type {
  PublicRecordPart,
  ReleasedReader,
  ReleasedStore,
  ReleasedTable,
  ReleaseEntry,
} from './released-port.ts';
