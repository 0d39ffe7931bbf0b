/** Reduces what a machine says to what may leave it. Everything that is not on a list here is left out or counted. */

/** Metrics of states and ages. Counters, sizes of ledgers and times of heartbeats depend on reports. */
const METRICS = [
  'waylight_build_info',
  'waylight_ready',
  'waylight_schema_version',
  'waylight_data_free_bytes',
  'waylight_certificate_expiry_timestamp_seconds',
  'waylight_registry_version',
  'waylight_registry_refused',
  'waylight_audit_broken',
  'waylight_aggregation_settings_wrong',
  'waylight_aggregation_stopped_partitions',
  'waylight_aggregation_failing_partitions',
  'waylight_intake_last_backup_timestamp_seconds',
  'waylight_intake_last_backup_check_timestamp_seconds',
  'waylight_aggregation_last_backup_timestamp_seconds',
  'waylight_aggregation_last_backup_check_timestamp_seconds',
  'waylight_insights_last_backup_timestamp_seconds',
  'waylight_insights_last_backup_check_timestamp_seconds',
] as const;

const LABELS = [
  'service="(?:intake|aggregation|insights)"',
  'node="(?:AL|BA|ME|MK|RS|XK)"',
  'holder="(?:service|browser|kafka)"',
  String.raw`version="\d{1,3}\.\d{1,3}\.\d{1,3}"`,
].join('|');
const METRIC_LINE = new RegExp(String.raw`^(\w+)(?:\{(?:(?:${LABELS}),?)*\})? (?:[\d.e+-]+|NaN)$`);

/** The lines of /metrics that are on the list, without help. */
export function reduceMetrics(text: string): string[] {
  return text.split('\n').filter((line) => {
    const name = METRIC_LINE.exec(line)?.[1];
    return METRICS.some((one) => one === name);
  });
}

/** Variables whose values are words of Waylight or numbers. Of every other one the bundle says only that it is set. */
const SHOWN =
  /^WAYLIGHT_(?:\w+_)?(?:PORT|PARTITIONS|LOG_LEVEL|COUNTRY|EVENT_LOG|VIEW_STORE|RELEASED_STORE|LOCAL_NETWORK|TRIAL|VERSION|USER|CONNECTIONS_PER_ADDRESS|RATE_PER_SECOND|RATE_BURST|MAX_REQUEST_BYTES|REPORTS_KEPT_MONTHS|ACCEPT_OLD_COPY)$/;
const SIMPLE =
  /^(?:[\d.:]{1,20}|\d{1,9}(?:ms|s|m|h|d)|true|false|kafka|redis|embedded|debug|info|warn|error|silent|AL|BA|ME|MK|RS|XK)$/;
const FOLDERS = ['config', 'data', 'keys', 'pending', 'authority', 'nodes'] as const;

/** Variables with reduced values, and the number of variables that are not on the list of names. */
export function reduceVariables(
  variables: Readonly<Record<string, string>>,
  { dir, names }: { readonly dir: string; readonly names: ReadonlySet<string> },
): { readonly variables: Readonly<Record<string, string>>; readonly others: number } {
  const known = Object.entries(variables).filter(([name]) => names.has(name));
  return {
    variables: Object.fromEntries(known.map(([name, value]) => [name, reduceValue(name, value, dir)])),
    others: Object.keys(variables).length - known.length,
  };
}

function reduceValue(name: string, value: string, dir: string): string {
  if (value === '') return '(empty)';
  if (SHOWN.test(name) && SIMPLE.test(value)) return value;
  if (!value.startsWith('/')) return '(set)';
  const folder = FOLDERS.find((one) => value === `${dir}/${one}` || value.startsWith(`${dir}/${one}/`));
  return folder === undefined ? '(path)' : `DIR/${folder}/…`;
}

/** Counts messages of level `error` in JSON lines. Messages that Waylight does not log are counted as others. */
export function countErrors(
  lines: Iterable<string>,
  known: readonly string[],
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const line of lines) {
    const message = errorMessageOf(line);
    if (message === undefined) continue;
    const name =
      known.find(
        (one) => message === one || message.startsWith(`${one}:`) || message.startsWith(`${one};`),
      ) ?? 'other';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function errorMessageOf(line: string): string | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null || Reflect.get(entry, 'level') !== 'error')
      return undefined;
    return String(Reflect.get(entry, 'msg'));
  } catch {
    return undefined;
  }
}

/** Checks of /health/ready: names and codes of Waylight. */
export function reduceHealth(body: unknown): readonly string[] {
  const checks: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'checks') : undefined;
  if (!Array.isArray(checks)) return [];
  return checks.flatMap((one: { name?: unknown; ok?: unknown; code?: unknown }) => {
    const text = `${one.name}: ${one.ok === true ? 'ok' : `failing ${one.code ?? ''}`}`;
    return /^[a-z -]{1,30}: (?:ok|failing [A-Z_]{0,40})$/.test(text) ? [text] : ['other'];
  });
}
