/**
 * Kafka's Metadata request, version 12 (KIP-516). kafkajs uses version 6, which has no topic ids. Without ids, a topic that was
 * deleted and created again looks like the previous topic. Layout: kafka.apache.org/protocol#The_Messages_Metadata. The header of
 * a flexible version ends with tagged fields. kafkajs neither writes nor reads them, so this byte is the first byte of the body
 * here, in both directions.
 */
export type ClusterDescription = {
  readonly clusterId: string;
  readonly topics: ReadonlyMap<string, TopicDescription>;
  /** Topics that were named, and that the credential may not describe. */
  readonly refused: ReadonlySet<string>;
};

export type TopicDescription = {
  readonly topicId: string;
  readonly internal: boolean;
  /** Partition number to the id of its leading broker; -1 while there is none. */
  readonly leaders: ReadonlyMap<number, number>;
  /** Bits of the permitted operations, if they were requested. */
  readonly operations: number;
};

export const METADATA = { apiKey: 3, apiVersion: 12, apiName: 'Metadata' } as const;

const TOPIC_AUTHORIZATION_FAILED = 29;

/** Requests all topics if `topics` is undefined. */
export function encodeMetadataRequest(
  topics: readonly string[] | undefined,
  { includeOperations = false }: { readonly includeOperations?: boolean } = {},
): Buffer {
  const parts: Buffer[] = [Buffer.from([0])];
  parts.push(unsignedVarint(topics === undefined ? 0 : topics.length + 1));
  for (const topic of topics ?? []) {
    const name = Buffer.from(topic);
    parts.push(Buffer.alloc(16), unsignedVarint(name.length + 1), name, Buffer.from([0]));
  }
  // allow_auto_topic_creation, include_topic_authorized_operations, tagged fields
  parts.push(Buffer.from([0, includeOperations ? 1 : 0, 0]));
  return Buffer.concat(parts);
}

export function decodeMetadataResponse(body: Buffer): ClusterDescription {
  const read = reader(body);
  read.tags();
  read.int32(); // throttle_time_ms
  read.array(() => {
    read.int32();
    read.string();
    read.int32();
    read.string();
    read.tags();
  });
  const clusterId = read.string() ?? '';
  read.int32(); // controller_id
  const topics = new Map<string, TopicDescription>();
  const refused = new Set<string>();
  read.array(() => {
    const errorCode = read.int16();
    const name = read.string();
    const topicId = read.uuid();
    const internal = read.int8() !== 0;
    const leaders = new Map<number, number>();
    read.array(() => {
      read.int16();
      const partition = read.int32();
      leaders.set(partition, read.int32());
      read.int32(); // leader_epoch
      for (const _ of ['replicas', 'in sync', 'offline']) read.array(() => read.int32());
      read.tags();
    });
    const operations = read.int32();
    read.tags();
    if (name === null) return;
    if (errorCode === 0) topics.set(name, { topicId, internal, leaders, operations });
    if (errorCode === TOPIC_AUTHORIZATION_FAILED) refused.add(name);
  });
  return { clusterId, topics, refused };
}

function unsignedVarint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return Buffer.from(bytes);
}

function reader(body: Buffer) {
  let at = 0;
  const advance = (bytes: number): number => {
    at += bytes;
    return at - bytes;
  };
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = body.readUInt8(advance(1));
      value |= (byte & 0x7f) << shift;
      if ((byte & 0x80) === 0) return value;
    }
  };
  return {
    int8: () => body.readInt8(advance(1)),
    int16: () => body.readInt16BE(advance(2)),
    int32: () => body.readInt32BE(advance(4)),
    uuid: () => {
      const start = advance(16);
      return body.subarray(start, at).toString('base64url');
    },
    string: (): string | null => {
      const length = varint();
      if (length === 0) return null;
      const start = advance(length - 1);
      return body.toString('utf8', start, at);
    },
    array: (item: () => void) => {
      const length = varint();
      for (let index = 1; index < length; index += 1) item();
    },
    tags: () => {
      const count = varint();
      for (let index = 0; index < count; index += 1) {
        varint();
        const size = varint();
        advance(size);
      }
    },
  };
}
