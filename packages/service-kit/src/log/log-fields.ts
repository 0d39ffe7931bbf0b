/**
 * Every key that a log line may have beside level, time, service and msg. None of them names a person, a place, or what a
 * report says; one of them names an organisation. A key is added here together with the reason why its values can't.
 */
export const logFields = [
  'attempt',
  'check',
  'code',
  'component',
  'count',
  // Until a certificate ends.
  'daysLeft',
  'delayMs',
  'durationMs',
  'epoch',
  'faultId',
  'generation',
  'group',
  // Whose certificate ends soon, by its id in the registry: that it was shown, at most once a day, and nothing of what it sent.
  'holder',
  'host',
  'lag',
  'member',
  'method',
  'node',
  'offset',
  'outcome',
  'partition',
  'port',
  'position',
  'route',
  'signal',
  'size',
  'status',
  'step',
  'topic',
  'version',
  'workers',
] as const;

export type LogField = (typeof logFields)[number];
export type LogValue = string | number | bigint | boolean | null | undefined;
/** `error` takes any thrown thing; only its code, name and stack frames are logged, unless its class is safe. */
export type LogFields = { readonly [Field in LogField]?: LogValue } & { readonly error?: unknown };

export type FilteredFields = {
  readonly fields: Record<string, string | number | boolean | null>;
  readonly dropped: number;
};

const allowed: ReadonlySet<string> = new Set(logFields);
// Values are codes, names of our own things and numbers: prose, with its spaces and letters of any script, is not.
const token = /^[\w.:/@*+#[\]-]{1,128}$/;

/** Keeps what may be logged and counts what may not: a type can be got around, so this looks again. */
export function filterFields(fields: Readonly<Record<string, unknown>>): FilteredFields {
  const kept: Record<string, string | number | boolean | null> = {};
  let dropped = 0;
  for (const [key, value] of Object.entries(fields)) {
    if (key === 'error' || value === undefined) continue;
    if (!allowed.has(key)) dropped += 1;
    else if (value === null || typeof value === 'number' || typeof value === 'boolean') kept[key] = value;
    else if (typeof value === 'bigint') kept[key] = String(value);
    else if (isToken(value)) kept[key] = value;
    else dropped += 1;
  }
  return { fields: kept, dropped };
}

export function isToken(value: unknown): value is string {
  return typeof value === 'string' && token.test(value);
}
