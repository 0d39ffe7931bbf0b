/** Returns the names of all values in a JSON answer, such as "cells[].value". */
export function fieldsOf(value: unknown, name = ''): string[] {
  if (Array.isArray(value)) return unique(value.flatMap((one) => fieldsOf(one, `${name}[]`)));
  if (typeof value !== 'object' || value === null) return [name];
  return unique(
    Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, name === '' ? key : `${name}.${key}`)),
  );
}

/** Returns the recorded fields that an answer does not have. */
export function findMissingFields(answer: unknown, recorded: readonly string[]): string[] {
  const present = new Set(fieldsOf(answer));
  return recorded.filter((field) => !present.has(field));
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();
