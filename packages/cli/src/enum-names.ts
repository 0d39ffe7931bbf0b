/** A generated enum: values by their names in the contract. */
type Enum<Value extends number> = Readonly<Record<string, Value>>;

/** "RISK_TO_PERSONS"; "unknown" for a value that this version does not know. */
export function enumKey(values: Enum<number>, value: number): string {
  return Object.entries(values).find(([, number]) => number === value)?.[0] ?? 'unknown';
}

/** The spelling of flags and JSON: "risk-to-persons". */
export const enumCode = (values: Enum<number>, value: number): string =>
  enumKey(values, value).toLowerCase().replaceAll('_', '-');

/** The spelling of messages: "risk to persons". */
export const enumLabel = (values: Enum<number>, value: number): string =>
  enumKey(values, value).toLowerCase().replaceAll('_', ' ');

/** The codes of all values but UNSPECIFIED, in the contract's order. */
export const enumCodes = (values: Enum<number>): string[] =>
  Object.values(values)
    .filter((value) => value !== 0)
    .map((value) => enumCode(values, value));

/** The value of a code. */
export function enumValue<Value extends number>(values: Enum<Value>, code: string): Value {
  const value = values[code.toUpperCase().replaceAll('-', '_')];
  if (value === undefined) throw new TypeError(`${code} is not in the contract`);
  return value;
}
