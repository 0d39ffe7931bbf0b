import { randomBytes } from 'node:crypto';
import type { Organisation } from '@waylight/access';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { z } from 'zod';

const KEY_BYTES = 32;

const keySchema = z
  .base64()
  .refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES, `must be ${KEY_BYTES} bytes in base64`);

const nodeKeysSchema = z.strictObject({
  version: z.literal(1),
  node: z.enum(NODE_COUNTRIES),
  /** Key of content digests, by which the node recognises repeated content. Each node has its own key. */
  contentKey: keySchema,
  /** A key of versions before 0.5.0. Nothing uses it; it stays in the file for a return to such a version. */
  pepper: z.strictObject({ epoch: z.int().min(1), key: keySchema }).optional(),
  /** Keys of report references, by organisation id. An organisation has the same key at all its nodes. */
  referenceKeys: z.record(z.string(), keySchema),
});

/** The keys file of one node, as JSON. */
export type NodeKeys = z.infer<typeof nodeKeysSchema>;

/** The keys that several nodes share: the reference keys of organisations with more than one node. */
export type SharedKeys = Pick<NodeKeys, 'referenceKeys'>;
/** Envelopes of versions before 0.5.0 also have a pepper. */
export const sharedKeysSchema = nodeKeysSchema.pick({ pepper: true, referenceKeys: true });

/** The part of the registry that decides who shares a key. */
export type KeyHolder = Pick<Organisation, 'id' | 'countries'>;

/** The keys in use. */
export type KeyRing = {
  readonly contentKey: Uint8Array;
  /** By the organisation's id in the registry. */
  referenceKey(organisation: string): Uint8Array | undefined;
};

/** Parses a keys file. Problems never quote its content. */
export function parseNodeKeys(
  input: unknown,
  node: NodeCountry,
): { readonly keys: KeyRing; readonly file: NodeKeys } | { readonly problems: string[] } {
  const parsed = nodeKeysSchema.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  if (parsed.data.node !== node) return { problems: [`node: these are the keys of ${parsed.data.node}`] };
  const { contentKey, referenceKeys } = parsed.data;
  const byOrganisation = new Map(Object.entries(referenceKeys).map(([id, key]) => [id, bytes(key)]));
  return {
    keys: {
      contentKey: bytes(contentKey),
      referenceKey: (organisation) => byOrganisation.get(organisation),
    },
    file: parsed.data,
  };
}

/** The problems of a secret file, without its content. */
export const problemsOf = ({ issues }: z.ZodError): string[] => issues.map(problemOf);

/** Someone may have pasted a key as a name, so only names in the form of our names are quoted. */
function problemOf({ code, path, message }: z.core.$ZodIssue): string {
  const at = path.map((name) =>
    /^([a-z][A-Za-z]{0,19}|[A-Z][A-Z0-9-]{1,31})$/.test(String(name)) ? String(name) : '…',
  );
  return `${at.join('.')}: ${code === 'unrecognized_keys' ? 'has an unknown name' : message}`;
}

function bytes(key: string): Uint8Array {
  return new Uint8Array(Buffer.from(key, 'base64'));
}

type Random = (size: number) => Uint8Array;

const createKey = (random: Random): string => Buffer.from(random(KEY_BYTES)).toString('base64');

/** The keys file of a new node: a content key of its own, and no key that other nodes need. */
export function createNodeKeysFile(node: NodeCountry, random: Random = randomBytes): NodeKeys {
  return { version: 1, node, contentKey: createKey(random), referenceKeys: {} };
}

/** Adds the missing reference keys of organisations that report only at this node. */
export function addLocalKeys(
  keys: NodeKeys,
  organisations: readonly KeyHolder[],
  random: Random = randomBytes,
): NodeKeys {
  return addReferenceKeys(
    keys,
    organisations.filter(({ countries }) => countries.every((country) => country === keys.node)),
    random,
  );
}

/**
 * Adds the missing reference keys of organisations with several nodes. Only one node may create such a key; the
 * others accept it.
 */
export function addSharedKeys(
  keys: NodeKeys,
  organisations: readonly KeyHolder[],
  random: Random = randomBytes,
): NodeKeys {
  const shared = organisations.filter((organisation) => isShared(organisation, keys.node));
  return addReferenceKeys(keys, shared, random);
}

/** True if the node shares the reference key of the organisation with another node. */
export function isShared({ countries }: KeyHolder, node: NodeCountry): boolean {
  return countries.includes(node) && countries.some((country) => country !== node);
}

function addReferenceKeys(keys: NodeKeys, organisations: readonly KeyHolder[], random: Random): NodeKeys {
  const missing = organisations.filter(({ id }) => keys.referenceKeys[id] === undefined);
  const created = Object.fromEntries(missing.map(({ id }) => [id, createKey(random)]));
  return { ...keys, referenceKeys: { ...keys.referenceKeys, ...created } };
}

/**
 * The keys of all nodes for these organisations, for a trial on one machine. Existing keys are kept and missing
 * keys are created. With another key, every report of an organisation would become a different report.
 */
export function createNodeKeys(
  organisations: readonly KeyHolder[],
  existing: Partial<Readonly<Record<NodeCountry, NodeKeys>>> = {},
  random: Random = randomBytes,
): Readonly<Record<NodeCountry, NodeKeys>> {
  const nodes = NODE_COUNTRIES.map((node) => existing[node] ?? createNodeKeysFile(node, random));
  const referenceKeys = new Map(
    organisations.map(({ id }) => [
      id,
      nodes.flatMap((keys) => keys.referenceKeys[id] ?? [])[0] ?? createKey(random),
    ]),
  );
  const complete = (keys: NodeKeys): NodeKeys => {
    const reporting = organisations.filter(({ countries }) => countries.includes(keys.node));
    const ids = new Set(reporting.map(({ id }) => id));
    const own = Object.fromEntries([...referenceKeys].filter(([id]) => ids.has(id)));
    return { ...keys, referenceKeys: { ...keys.referenceKeys, ...own } };
  };
  return Object.fromEntries(nodes.map((keys) => [keys.node, complete(keys)])) as Record<
    NodeCountry,
    NodeKeys
  >;
}
