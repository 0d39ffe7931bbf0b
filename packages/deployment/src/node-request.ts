import { NODE_COUNTRIES } from '@waylight/contracts';
import { z } from 'zod';
import { packFiles, unpackFiles } from './archive.ts';
import { fingerprintOf } from './fingerprint.ts';
import { hostSchema } from './host.ts';

const requestSchema = z.strictObject({
  version: z.literal(1),
  country: z.enum(NODE_COUNTRIES),
  /** Name or address at which organisations reach the node. */
  host: hostSchema,
  port: z.int().min(1).max(65_535),
  /** The node's public key of age, to which other nodes encrypt shared keys. */
  recipient: z.string().regex(/^age1[0-9a-z]{50,4000}$/),
});

/** What a node asks of the region. Requests contain no secret. */
export type NodeRequest = {
  readonly node: z.infer<typeof requestSchema>;
  /** Requests (PKCS#10, PEM) for the node's certificate, and for its certificate for Kafka. */
  readonly tlsRequest: string;
  readonly kafkaRequest: string;
};

const NAMES = ['request.json', 'tls.csr', 'kafka.csr'] as const;

const filesOf = ({ node, tlsRequest, kafkaRequest }: NodeRequest) => ({
  'request.json': `${JSON.stringify(node, null, 2)}\n`,
  'tls.csr': tlsRequest,
  'kafka.csr': kafkaRequest,
});

export const packRequest = (request: NodeRequest): Promise<Buffer> => packFiles(filesOf(request));

/** The fingerprint that both operators read to each other before the region signs. */
export const requestFingerprint = (request: NodeRequest): string => fingerprintOf(filesOf(request));

export async function unpackRequest(bytes: Uint8Array): Promise<NodeRequest | { readonly problem: string }> {
  const files = await unpackFiles(bytes, NAMES);
  if ('problem' in files) return files as { readonly problem: string };
  const node = parseJson(files['request.json'], requestSchema);
  if (node === undefined) return { problem: 'its request.json is not one of this version of Waylight' };
  return { node, tlsRequest: files['tls.csr'], kafkaRequest: files['kafka.csr'] };
}

export function parseJson<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
