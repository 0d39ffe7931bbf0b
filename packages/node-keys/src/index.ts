export {
  addLocalKeys,
  addSharedKeys,
  createNodeKeys,
  createNodeKeysFile,
  isShared,
  type KeyHolder,
  type KeyRing,
  type NodeKeys,
  parseNodeKeys,
  type SharedKeys,
} from './node-keys.ts';
export {
  fingerprintOf,
  fingerprintsOf,
  type MergedKeys,
  mergeSharedKeys,
  type SharedFingerprint,
  type SharedFingerprints,
} from './shared-keys.ts';
