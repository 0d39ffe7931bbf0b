import { readdirSync, readFileSync } from 'node:fs';
import {
  create,
  createFileRegistry,
  type DescField,
  type DescMessage,
  fromBinary,
  type Registry,
  ScalarType,
  toBinary,
  toJson,
} from '@bufbuild/protobuf';
import { type ReflectMessage, reflect } from '@bufbuild/protobuf/reflect';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';

/** A message as JSON and as base64 of its bytes. */
export type GoldenMessage = { readonly type: string; readonly json: unknown; readonly bytes: string };

/** Levels of nested messages. Deeper ones stay empty. */
const DEPTH = 4;

export function readRegistry(descriptors: Uint8Array): Registry {
  return createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptors));
}

const GOLDEN = new URL('golden/', import.meta.url);

/** Released versions whose messages every later version reads. */
export const goldenVersions = (): string[] => readdirSync(GOLDEN).sort();

export const goldenFile = (version: string): URL => new URL(`${version}/messages.jsonl`, GOLDEN);

export function readGoldenMessages(version: string): GoldenMessage[] {
  const lines = readFileSync(goldenFile(version), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/**
 * Creates messages of every type with a value in every field. A oneof has one value at a time, so its message is created once for
 * each alternative.
 */
export function createGoldenMessages(registry: Registry): GoldenMessage[] {
  const types = [...registry]
    .filter((one) => one.kind === 'message')
    .filter(({ typeName }) => typeName.startsWith('waylight.'))
    .sort((a, b) => (a.typeName < b.typeName ? -1 : 1));
  return types.flatMap((type) => {
    const alternatives = Math.max(1, ...type.oneofs.map(({ fields }) => fields.length));
    return Array.from({ length: alternatives }, (_, alternative) => {
      const { message } = fill(type, alternative, DEPTH);
      return {
        type: type.typeName,
        json: toJson(type, message, { registry }),
        bytes: Buffer.from(toBinary(type, message)).toString('base64'),
      };
    });
  });
}

function fill(type: DescMessage, alternative: number, depth: number): ReflectMessage {
  const filled = reflect(type, create(type));
  if (type.typeName === 'google.protobuf.Timestamp') {
    for (const field of type.fields) filled.set(field, field.name === 'seconds' ? 1_767_225_600n : 0);
    return filled;
  }
  for (const field of type.fields) {
    const { oneof } = field;
    const isChosen = oneof === undefined || oneof.fields[alternative % oneof.fields.length] === field;
    if (isChosen) setField(filled, field, alternative, depth);
  }
  return filled;
}

function setField(filled: ReflectMessage, field: DescField, alternative: number, depth: number): void {
  const value = valueFor(field, alternative, depth);
  if (value === undefined) return;
  if (field.fieldKind === 'list') filled.get(field).add(value);
  else if (field.fieldKind === 'map') filled.get(field).set('key', value);
  else filled.set(field, value);
}

/** Value of a field, or of an element of a list or map. Undefined for a message that is too deep. */
function valueFor(field: DescField, alternative: number, depth: number) {
  if (field.scalar !== undefined) return scalarFor(field.scalar, field.number);
  if (field.enum !== undefined) return field.enum.values.at(-1)?.number ?? 0;
  return depth > 0 ? fill(field.message, alternative, depth - 1) : undefined;
}

function scalarFor(scalar: ScalarType, number: number): boolean | bigint | number | string | Uint8Array {
  switch (scalar) {
    case ScalarType.BOOL:
      return true;
    case ScalarType.STRING:
      return `text ${number}`;
    case ScalarType.BYTES:
      return Uint8Array.of(number, 0, 255);
    case ScalarType.INT64:
    case ScalarType.UINT64:
    case ScalarType.SINT64:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return BigInt(number) + 2n ** 33n;
    default:
      return number + 300;
  }
}
