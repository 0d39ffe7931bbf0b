import { type DescField, type DescMessage, ScalarType } from '@bufbuild/protobuf';

/** Google's message types that can contain anything. */
const OPEN_MESSAGES = new Set(
  ['Any', 'Struct', 'Value', 'ListValue', 'StringValue', 'BytesValue', 'FieldMask'].map(
    (name) => `google.protobuf.${name}`,
  ),
);

/**
 * Lists fields that can contain free text, in a message and its nested messages, as `package.Message.field`: texts, bytes,
 * maps (their keys are open) and Google's open messages.
 */
export function findFreeTextFields(message: DescMessage, seen: Set<string> = new Set()): string[] {
  if (seen.has(message.typeName)) return [];
  seen.add(message.typeName);
  return message.fields.flatMap((field) => {
    const name = `${message.typeName}.${field.name}`;
    const inner = field.message;
    if (inner !== undefined && !OPEN_MESSAGES.has(inner.typeName)) {
      return [...(field.fieldKind === 'map' ? [name] : []), ...findFreeTextFields(inner, seen)];
    }
    return isClosed(field) ? [] : [name];
  });
}

const isClosed = (field: DescField): boolean =>
  field.fieldKind !== 'map' &&
  field.message === undefined &&
  (field.enum !== undefined || (field.scalar !== ScalarType.STRING && field.scalar !== ScalarType.BYTES));
