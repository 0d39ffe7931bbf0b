import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import type { FieldViolation, StatusDetail } from './status-details.ts';

// The messages of google/rpc/error_details.proto, written by hand: five small ones, stable since 2015.
const typeUrl = {
  badRequest: 'type.googleapis.com/google.rpc.BadRequest',
  retryInfo: 'type.googleapis.com/google.rpc.RetryInfo',
  errorInfo: 'type.googleapis.com/google.rpc.ErrorInfo',
  resourceInfo: 'type.googleapis.com/google.rpc.ResourceInfo',
} as const;

const tag = (field: number): number => (field << 3) | 2;

/** google.protobuf.Any { type_url = 1; value = 2 } */
export function detailToAny(detail: StatusDetail): Uint8Array {
  const any = new BinaryWriter().uint32(tag(1)).string(typeUrl[detail.type]);
  return any.uint32(tag(2)).bytes(encode(detail)).finish();
}

export function detailFromAny(any: Uint8Array): StatusDetail | null {
  const fields = readFields(any);
  const url = text(fields, 1);
  const value = fields.get(2)?.[0];
  const type = (Object.keys(typeUrl) as (keyof typeof typeUrl)[]).find((key) => typeUrl[key] === url);
  if (type === undefined) return null;
  return decode(type, value instanceof Uint8Array ? value : new Uint8Array());
}

function encode(detail: StatusDetail): Uint8Array {
  switch (detail.type) {
    case 'badRequest': {
      const writer = new BinaryWriter();
      for (const { field, description, reason = '' } of detail.violations) {
        writer.uint32(tag(1)).bytes(strings([field, description, reason]));
      }
      return writer.finish();
    }
    case 'retryInfo': {
      const seconds = Math.floor(detail.retryAfterMs / 1_000);
      const nanos = Math.round((detail.retryAfterMs - seconds * 1_000) * 1e6);
      const duration = new BinaryWriter().uint32(8).int64(seconds).uint32(16).int32(nanos).finish();
      return new BinaryWriter().uint32(tag(1)).bytes(duration).finish();
    }
    case 'errorInfo': {
      const writer = new BinaryWriter().raw(strings([detail.reason, detail.domain]));
      for (const entry of Object.entries(detail.metadata ?? {})) writer.uint32(tag(3)).bytes(strings(entry));
      return writer.finish();
    }
    case 'resourceInfo':
      return strings([
        detail.resourceType,
        detail.resourceName,
        detail.owner ?? '',
        detail.description ?? '',
      ]);
    default:
      return detail satisfies never;
  }
}

/** A message whose fields 1, 2, … are these strings. */
function strings(values: readonly string[]): Uint8Array {
  const writer = new BinaryWriter();
  values.forEach((value, index) => {
    if (value !== '') writer.uint32(tag(index + 1)).string(value);
  });
  return writer.finish();
}

type Fields = ReadonlyMap<number, readonly (Uint8Array | bigint)[]>;

function decode(type: StatusDetail['type'], value: Uint8Array): StatusDetail {
  const fields = readFields(value);
  switch (type) {
    case 'badRequest':
      return { type, violations: messages(fields, 1).map(violation) };
    case 'retryInfo': {
      const duration = messages(fields, 1)[0] ?? new Map();
      return { type, retryAfterMs: number(duration, 1) * 1_000 + number(duration, 2) / 1e6 };
    }
    case 'errorInfo': {
      const entries = messages(fields, 3).map((entry) => [text(entry, 1), text(entry, 2)] as const);
      return {
        type,
        reason: text(fields, 1),
        domain: text(fields, 2),
        metadata: Object.fromEntries(entries),
      };
    }
    case 'resourceInfo':
      return {
        type,
        resourceType: text(fields, 1),
        resourceName: text(fields, 2),
        owner: text(fields, 3),
        description: text(fields, 4),
      };
    default:
      return type satisfies never;
  }
}

function violation(fields: Fields): FieldViolation {
  const reason = text(fields, 3);
  const named = { field: text(fields, 1), description: text(fields, 2) };
  return reason === '' ? named : { ...named, reason };
}

function readFields(bytes: Uint8Array): Fields {
  const reader = new BinaryReader(bytes);
  const fields = new Map<number, (Uint8Array | bigint)[]>();
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    const values = fields.get(field) ?? [];
    fields.set(field, values);
    if (wireType === 2) values.push(reader.bytes());
    else if (wireType === 0) values.push(BigInt(reader.int64()));
    else reader.skip(wireType, field);
  }
  return fields;
}

function messages(fields: Fields, field: number): Fields[] {
  return (fields.get(field) ?? []).flatMap((value) =>
    value instanceof Uint8Array ? [readFields(value)] : [],
  );
}

function text(fields: Fields, field: number): string {
  const value = fields.get(field)?.[0];
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : '';
}

function number(fields: Fields, field: number): number {
  const value = fields.get(field)?.[0];
  return typeof value === 'bigint' ? Number(value) : 0;
}
