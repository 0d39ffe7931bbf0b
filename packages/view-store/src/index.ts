export { createEmbeddedReleasedReader, createEmbeddedReleasedStore } from './embedded/released.ts';
export type { EmbeddedViewStoreOptions } from './embedded/view-store.ts';
export { createEmbeddedViewStore } from './embedded/view-store.ts';
export { ReleaseDiffersError, ViewStoreRefusedError, ViewStoreUnavailableError } from './errors.ts';
export type {
  CellMap,
  Claim,
  CommitBatch,
  CommitOutcome,
  Freeze,
  FreezeStore,
  FrozenPeriod,
  FrozenSet,
  PartitionName,
  RawCellStore,
  ReadQuery,
  ReadResult,
  SelectedFreeze,
  Snapshot,
  StoredPosition,
  ViewStore,
} from './port.ts';
export { commitLimits, countArguments, isSamePosition } from './port.ts';
export type { RedisOptions } from './redis/connection.ts';
export {
  findExcessPermissions,
  hasAnonymousAccess,
} from './redis/excess-permissions.ts';
export { aggregationAcl, defaultUserAcl, releasedReaderAcl } from './redis/keys.ts';
export { readRedisCa } from './redis/read-redis-ca.ts';
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
