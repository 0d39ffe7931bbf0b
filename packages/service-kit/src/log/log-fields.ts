/**
 * All keys of a log line, in addition to level, time, service and msg. Their values never contain a person, a place or the content
 * of a report. Only one key contains an organisation. A new key needs a stated reason why its values cannot contain these.
 */
export const logFields = [
  'attempt',
  'check',
  'code',
  'component',
  'count',
  // Days until a certificate expires.
  'daysLeft',
  'delayMs',
  'durationMs',
  'epoch',
  'faultId',
  'generation',
  'group',
  // Registry id of an organisation whose certificate expires soon. It is logged at most once a day, and reveals nothing about
  // requests.
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
/** `error` takes any thrown value. Only its code, name and stack frames are logged, unless its class is marked `safeToLog`. */
export type LogFields = { readonly [Field in LogField]?: LogValue } & { readonly error?: unknown };

export type FilteredFields = {
  readonly fields: Record<string, string | number | boolean | null>;
  readonly dropped: number;
};

const allowed: ReadonlySet<string> = new Set(logFields);
// Values are codes, Waylight's own identifiers and numbers. Prose has spaces or letters of other scripts.
const token = /^[\w.:/@*+#[\]-]{1,128}$/;

/** Keeps allowed fields and counts the others. The types can be bypassed, so this function checks again. */
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
