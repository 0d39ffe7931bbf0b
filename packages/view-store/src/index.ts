export { createEmbeddedReleasedReader, createEmbeddedReleasedStore } from './embedded/released.ts';
export type { EmbeddedViewStoreOptions } from './embedded/view-store.ts';
export { createEmbeddedViewStore } from './embedded/view-store.ts';
export { ReleaseDiffersError, ViewStoreRefusedError, ViewStoreUnavailableError } from './errors.ts';
export type {
  CellMap,
  Claim,
  CommitBatch,
  CommitOutcome,
  FrozenSet,
  KeptPeriod,
  PartitionName,
  RawCellStore,
  ReadAnswer,
  ReadQuestion,
  Snapshot,
  StoredPosition,
  ViewStore,
} from './port.ts';
export { commitLimits, countArguments, samePosition } from './port.ts';
export { redisAuthority } from './redis/authority.ts';
export type { RedisOptions } from './redis/connection.ts';
export { aggregationAcl, defaultUserAcl, releasedReaderAcl } from './redis/keys.ts';
export { letsAnybodyIn, overReach, type RedisUser } from './redis/over-reach.ts';
export type { RedisReleasedOptions } from './redis/released.ts';
export { createRedisReleasedReader, createRedisReleasedStore } from './redis/released.ts';
export type { RedisViewStoreOptions } from './redis/view-store.ts';
export { createRedisViewStore } from './redis/view-store.ts';
export type {
  PublicRecordPart,
  ReleasedReader,
  ReleasedStore,
  ReleasedTable,
  ReleaseEntry,
} from './released-port.ts';
