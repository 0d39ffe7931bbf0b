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
  /**
   * Key of persons' match keys. The six nodes share it for one epoch; neither the evaluator nor the region
   * has it.
   */
  pepper: z.strictObject({ epoch: z.int().min(1), key: keySchema }),
  /** Keys of report references, by organisation id. An organisation has the same key at all its nodes. */
  referenceKeys: z.record(z.string(), keySchema),
});

/** The keys file of one node, as JSON. */
export type NodeKeys = z.infer<typeof nodeKeysSchema>;

/** The keys in use. */
export type KeyRing = {
  readonly contentKey: Uint8Array;
  readonly pepper: Uint8Array;
  /** By the organisation's id in the registry. */
  referenceKey(organisation: string): Uint8Array | undefined;
};

/** Parses a keys file. Problems never quote its content. */
export function parseNodeKeys(
  input: unknown,
  node: NodeCountry,
): { readonly keys: KeyRing; readonly file: NodeKeys } | { readonly problems: string[] } {
  const parsed = nodeKeysSchema.safeParse(input);
  if (!parsed.success) return { problems: parsed.error.issues.map(problemOf) };
  if (parsed.data.node !== node) return { problems: [`node: these are the keys of ${parsed.data.node}`] };
  const { contentKey, pepper, referenceKeys } = parsed.data;
  const byOrganisation = new Map(Object.entries(referenceKeys).map(([id, key]) => [id, bytes(key)]));
  return {
    keys: {
      contentKey: bytes(contentKey),
      pepper: bytes(pepper.key),
      referenceKey: (organisation) => byOrganisation.get(organisation),
    },
    file: parsed.data,
  };
}

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

/**
 * The keys of all nodes for these organisations. Existing keys are kept and missing keys are created. With
 * another key, every report of an organisation would become a different report.
 */
export function createNodeKeys(
  organisations: readonly Pick<Organisation, 'id' | 'countries'>[],
  existing: Partial<Readonly<Record<NodeCountry, NodeKeys>>> = {},
  random: (size: number) => Uint8Array = randomBytes,
): Readonly<Record<NodeCountry, NodeKeys>> {
  const createKey = (): string => Buffer.from(random(KEY_BYTES)).toString('base64');
  const existingKeys = NODE_COUNTRIES.flatMap((node) => existing[node] ?? []);
  const pepper = existingKeys[0]?.pepper ?? { epoch: 1, key: createKey() };
  const referenceKeys = new Map(
    organisations.map(({ id }) => [
      id,
      existingKeys.flatMap((keys) => keys.referenceKeys[id] ?? [])[0] ?? createKey(),
    ]),
  );
  const keysOf = (node: NodeCountry): NodeKeys => ({
    version: 1,
    node,
    contentKey: existing[node]?.contentKey ?? createKey(),
    pepper,
    referenceKeys: {
      ...existing[node]?.referenceKeys,
      ...Object.fromEntries(
        organisations
          .filter(({ countries }) => countries.includes(node))
          .map(({ id }) => [id, referenceKeys.get(id) ?? createKey()]),
      ),
    },
  });
  return Object.fromEntries(NODE_COUNTRIES.map((node) => [node, keysOf(node)])) as Record<
    NodeCountry,
    NodeKeys
  >;
}
