import { NODE_COUNTRIES } from '@waylight/contracts';
import { z } from 'zod';
import { type Files, packFiles, unpackFiles } from './archive.ts';
import { fingerprintOf } from './fingerprint.ts';
import { parseJson } from './node-request.ts';

const recipientSchema = z.strictObject({
  country: z.enum(NODE_COUNTRIES),
  recipient: z.string(),
  fingerprint: z.string(),
});

const answerSchema = z.strictObject({
  version: z.literal(1),
  country: z.enum(NODE_COUNTRIES),
  /** Addresses of the brokers, host:port. */
  brokers: z.array(z.string().min(1)).min(1),
  /** Public keys of all nodes, to which a node encrypts shared keys. */
  nodes: z.array(recipientSchema),
});

/** The region's answer to a node's requests. It contains no secret, but decides whom the node trusts. */
export type NodeAnswer = {
  readonly node: z.infer<typeof answerSchema>;
  readonly ca: string;
  readonly tlsCertificate: string;
  readonly kafkaCa: string;
  readonly kafkaCertificate: string;
  readonly registry: string;
};

const NAMES = ['answer.json', 'ca.crt', 'tls.crt', 'kafka-ca.crt', 'kafka.crt', 'registry.json'] as const;

const filesOf = (answer: NodeAnswer): Files => ({
  'answer.json': `${JSON.stringify(answer.node, null, 2)}\n`,
  'ca.crt': answer.ca,
  'tls.crt': answer.tlsCertificate,
  'kafka-ca.crt': answer.kafkaCa,
  'kafka.crt': answer.kafkaCertificate,
  'registry.json': answer.registry,
});

export const packAnswer = (answer: NodeAnswer): Promise<Buffer> => packFiles(filesOf(answer));

/** The fingerprint that both operators read to each other before the node trusts these authorities. */
export const answerFingerprint = (answer: NodeAnswer): string => fingerprintOf(filesOf(answer));

export async function unpackAnswer(bytes: Uint8Array): Promise<NodeAnswer | { readonly problem: string }> {
  const files = await unpackFiles(bytes, NAMES);
  if ('problem' in files) return files as { readonly problem: string };
  const node = parseJson(files['answer.json'], answerSchema);
  if (node === undefined) return { problem: 'its answer.json is not one of this version of Waylight' };
  return {
    node,
    ca: files['ca.crt'],
    tlsCertificate: files['tls.crt'],
    kafkaCa: files['kafka-ca.crt'],
    kafkaCertificate: files['kafka.crt'],
    registry: files['registry.json'],
  };
}
