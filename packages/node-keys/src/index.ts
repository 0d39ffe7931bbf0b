export { createNodeKeys, type KeyRing, type NodeKeys, parseNodeKeys } from './node-keys.ts';
