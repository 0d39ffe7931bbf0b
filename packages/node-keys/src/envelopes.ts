import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { armor, Decrypter, Encrypter, generateHybridIdentity, identityToRecipient } from 'age-encryption';
import { z } from 'zod';
import {
  isShared,
  type KeyHolder,
  type NodeKeys,
  problemsOf,
  type SharedKeys,
  sharedKeysSchema,
} from './node-keys.ts';
import { groupedDigest, selectKeys } from './shared-keys.ts';

/** The public encryption key of a node, as the region passes it on. */
export type NodeRecipient = {
  readonly country: NodeCountry;
  /** An age recipient. */
  readonly recipient: string;
  /** People compare it by telephone, because the region could pass on another recipient. */
  readonly fingerprint: string;
};

/** The private key that opens a node's envelopes, in the form of age, and its public key. */
export type NodeIdentity = { readonly identity: string; readonly recipient: string };

/** Creates a hybrid identity, so that later quantum computers cannot open envelopes that were kept. */
export async function createIdentity(): Promise<NodeIdentity> {
  const identity = await generateHybridIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The identity in a file of age; undefined if there is none. */
export async function parseIdentity(text: string): Promise<NodeIdentity | undefined> {
  const identity = text
    .split(/\r?\n/)
    .find((line) => line.startsWith('AGE-SECRET-KEY-'))
    ?.trim();
  if (identity === undefined) return undefined;
  try {
    return { identity, recipient: await identityToRecipient(identity) };
  } catch {
    // The message could quote the identity.
    return undefined;
  }
}

export function nodeRecipient(country: NodeCountry, recipient: string): NodeRecipient {
  return { country, recipient, fingerprint: recipientFingerprint(recipient) };
}

export function recipientFingerprint(recipient: string): string {
  return groupedDigest('waylight/recipient/v1', recipient);
}

const recipientsSchema = z.array(
  z
    .strictObject({
      country: z.enum(NODE_COUNTRIES),
      recipient: z.string().max(4_000),
      fingerprint: z.string(),
    })
    .refine(({ recipient }) => isRecipient(recipient), 'recipient: is not an age recipient')
    .refine(
      ({ recipient, fingerprint }) => fingerprint === recipientFingerprint(recipient),
      'fingerprint: is not of this recipient',
    ),
);

function isRecipient(recipient: string): boolean {
  try {
    new Encrypter().addRecipient(recipient);
    return true;
  } catch {
    return false;
  }
}

/** Parses the recipients of nodes. Each country and each recipient may occur once. */
export function parseRecipients(
  input: unknown,
): { readonly recipients: readonly NodeRecipient[] } | { readonly problems: readonly string[] } {
  const parsed = recipientsSchema.safeParse(input);
  if (!parsed.success)
    return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  const problems = parsed.data.flatMap(({ country, recipient }, i) => {
    const same = parsed.data.findIndex((one) => one.country === country || one.recipient === recipient);
    return same === i ? [] : [`${i}: country or recipient as in ${same}`];
  });
  return problems.length > 0 ? { problems } : { recipients: parsed.data };
}

const fileSchema = z.strictObject({
  version: z.literal(1),
  /** By the country of the node that can open the envelope: a text in the armor of age. */
  envelopes: z.partialRecord(z.enum(NODE_COUNTRIES), z.string()),
});

/** Shared keys in one envelope for each node. Only that node can open it, so the file can be transported safely. */
export type SharedKeysFile = z.infer<typeof fileSchema>;

const contentSchema = sharedKeysSchema.extend({
  /** The node that shares the keys. */
  from: z.enum(NODE_COUNTRIES),
  to: z.enum(NODE_COUNTRIES),
});

/** Encrypts the shared keys of a node. Each envelope has only the keys that its node needs. */
export async function encryptSharedKeys(
  keys: NodeKeys,
  organisations: readonly KeyHolder[],
  recipients: readonly NodeRecipient[],
): Promise<SharedKeysFile> {
  const envelopes = recipients.map(async ({ country, recipient }) => {
    const shared = selectKeys(
      keys,
      organisations.filter(
        (organisation) => isShared(organisation, keys.node) && organisation.countries.includes(country),
      ),
    );
    const content: z.infer<typeof contentSchema> = { ...shared, from: keys.node, to: country };
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    return [country, armor.encode(await encrypter.encrypt(JSON.stringify(content)))] as const;
  });
  return { version: 1, envelopes: Object.fromEntries(await Promise.all(envelopes)) };
}

/** Opens the envelope of a node. Problems never quote its content. */
export async function decryptSharedKeys(
  input: unknown,
  node: NodeCountry,
  identity: string,
): Promise<{ readonly from: NodeCountry; readonly shared: SharedKeys } | { readonly problem: string }> {
  const file = fileSchema.safeParse(input);
  if (!file.success) return { problem: 'it is damaged, or not a file of shared keys' };
  const envelope = file.data.envelopes[node];
  if (envelope === undefined)
    return {
      problem: `it has no envelope for ${node}, only for ${Object.keys(file.data.envelopes).join(', ')}`,
    };
  let opened: unknown;
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    opened = JSON.parse(await decrypter.decrypt(armor.decode(envelope), 'text'));
  } catch {
    // The message of the JSON parser would quote the content.
    return { problem: `the envelope for ${node} is damaged, or for another identity` };
  }
  const content = contentSchema.safeParse(opened);
  if (!content.success) return { problem: problemsOf(content.error).join('; ') };
  const { from, to, referenceKeys } = content.data;
  if (to !== node || from === node)
    return { problem: `the envelope for ${node} contains keys from ${from} for ${to}` };
  return { from, shared: { referenceKeys } };
}
