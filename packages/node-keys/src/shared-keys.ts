import { createHash } from 'node:crypto';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { isShared, type KeyHolder, type NodeKeys, type SharedKeys } from './node-keys.ts';

/** A text to compare by telephone. It reveals nothing about the keys. */
export type SharedFingerprint = {
  /** The ids of the organisations. */
  readonly keys: readonly string[];
  readonly fingerprint: string;
};

export type SharedFingerprints = {
  /** The keys that all six nodes share, which is the same text at all of them; undefined if the node has none. */
  readonly everywhere: SharedFingerprint | undefined;
  /** One for each organisation at several nodes, but not at all. */
  readonly organisations: readonly SharedFingerprint[];
  /** Names of the keys that the node should share and lacks. */
  readonly missing: readonly string[];
};

/** Fingerprints of the keys that a node shares with others, by the registry's organisations. */
export function fingerprintsOf(keys: NodeKeys, organisations: readonly KeyHolder[]): SharedFingerprints {
  const shared = organisations.filter((organisation) => isShared(organisation, keys.node));
  const isEverywhere = ({ countries }: KeyHolder) => NODE_COUNTRIES.every((node) => countries.includes(node));
  const has = ({ id }: KeyHolder) => keys.referenceKeys[id] !== undefined;
  const everywhere = selectKeys(keys, shared.filter(isEverywhere));
  return {
    everywhere: namesOf(everywhere).length === 0 ? undefined : describe(everywhere),
    organisations: shared
      .filter((one) => has(one) && !isEverywhere(one))
      .map((one) => describe({ referenceKeys: selectKeys(keys, [one]).referenceKeys })),
    missing: shared.filter((one) => !has(one)).map(({ id }) => id),
  };
}

/** The keys of these organisations. */
export function selectKeys({ referenceKeys }: SharedKeys, organisations: readonly KeyHolder[]): SharedKeys {
  const entries = organisations.flatMap(({ id }) => {
    const key = referenceKeys[id];
    return key === undefined ? [] : [[id, key] as const];
  });
  return { referenceKeys: Object.fromEntries(entries) };
}

const namesOf = ({ referenceKeys }: SharedKeys): string[] => Object.keys(referenceKeys).toSorted();

const describe = (shared: SharedKeys): SharedFingerprint => ({
  keys: namesOf(shared),
  fingerprint: fingerprintOf(shared),
});

/** The fingerprint of keys, in any order. */
export function fingerprintOf({ referenceKeys }: SharedKeys): string {
  const sorted = Object.entries(referenceKeys).toSorted(([a], [b]) => (a < b ? -1 : 1));
  // Versions before 0.5.0 put a pepper before the keys of all six nodes.
  return groupedDigest('waylight/shared-keys/v1', [0, '', sorted]);
}

/** 128 bits as eight groups of four hexadecimal digits, which people can read over the telephone. */
export function groupedDigest(purpose: string, content: unknown): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([purpose, content]))
    .digest('hex');
  return (digest.slice(0, 32).match(/.{4}/g) ?? []).join(' ');
}

export type MergedKeys =
  | { readonly kind: 'merged'; readonly keys: NodeKeys; readonly added: readonly string[] }
  /** The node has other keys with these names. */
  | { readonly kind: 'conflict'; readonly names: readonly string[] }
  /** By the registry, the node does not share keys of these organisations. */
  | { readonly kind: 'foreign'; readonly names: readonly string[] };

/** Adds shared keys to the keys of a node. A key that the node has is never replaced. */
export function mergeSharedKeys(
  keys: NodeKeys,
  shared: SharedKeys,
  organisations: readonly KeyHolder[],
): MergedKeys {
  const ids = Object.keys(shared.referenceKeys);
  const expected = new Set(organisations.filter((one) => isShared(one, keys.node)).map(({ id }) => id));
  const foreign = ids.filter((id) => !expected.has(id));
  if (foreign.length > 0) return { kind: 'foreign', names: foreign };
  const isMissing = (id: string): boolean => keys.referenceKeys[id] === undefined;
  const conflicts = ids.filter((id) => !isMissing(id) && keys.referenceKeys[id] !== shared.referenceKeys[id]);
  if (conflicts.length > 0) return { kind: 'conflict', names: conflicts };
  return {
    kind: 'merged',
    keys: { ...keys, referenceKeys: { ...keys.referenceKeys, ...shared.referenceKeys } },
    added: ids.filter(isMissing),
  };
}
