/** A protobuf message as a list of fields, so that a mutation can corrupt one and leave the rest intact. */
export type Field = {
  readonly number: number;
  readonly wireType: number;
  readonly value: Varint | Fixed | Text | Message;
  /** A wrong length that replaces the value's own. */
  readonly declaredLength?: number;
};
export type Varint = { readonly kind: 'varint'; readonly bytes: Uint8Array };
export type Fixed = { readonly kind: 'fixed'; readonly bytes: Uint8Array };
export type Text = { readonly kind: 'bytes'; readonly bytes: Uint8Array };
export type Message = { readonly kind: 'message'; readonly fields: readonly Field[] };

export const VARINT = 0;
export const FIXED64 = 1;
export const DELIMITED = 2;
export const START_GROUP = 3;
export const END_GROUP = 4;
export const FIXED32 = 5;

export function encodeMessage(fields: readonly Field[]): Uint8Array {
  return Buffer.concat(fields.map(encodeField));
}

function encodeField({ number, wireType, value, declaredLength }: Field): Uint8Array {
  const content = value.kind === 'message' ? encodeMessage(value.fields) : value.bytes;
  const tag = varint(BigInt(number) * 8n + BigInt(wireType));
  const hasLength = value.kind === 'bytes' || value.kind === 'message';
  return hasLength
    ? Buffer.concat([tag, varint(BigInt(declaredLength ?? content.length)), content])
    : Buffer.concat([tag, content]);
}

export function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}
