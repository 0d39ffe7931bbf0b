/**
 * All keys of a log line, beside level, time, service and msg. None contains a person, a place or content of a report; one contains
 * an organisation. Add a key together with the reason why its values cannot contain these.
 */
export const logFields = [
  'attempt',
  'check',
  'code',
  'component',
  'count',
  // Until a certificate expires.
  'daysLeft',
  'delayMs',
  'durationMs',
  'epoch',
  'faultId',
  'generation',
  'group',
  // Registry id of an organisation whose certificate expires soon: at most once a day, and nothing about its requests.
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
/** `error` takes any thrown value. Only its code, name and stack frames are logged, unless its class is safe. */
export type LogFields = { readonly [Field in LogField]?: LogValue } & { readonly error?: unknown };

export type FilteredFields = {
  readonly fields: Record<string, string | number | boolean | null>;
  readonly dropped: number;
};

const allowed: ReadonlySet<string> = new Set(logFields);
// Values are codes, identifiers of ours and numbers. Prose has spaces or letters of other scripts.
const token = /^[\w.:/@*+#[\]-]{1,128}$/;

/** Keeps allowed fields and counts the others. The types can be bypassed, so this checks again. */
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
