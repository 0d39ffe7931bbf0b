import { statSync } from 'node:fs';
import { z } from 'zod';

declare module 'zod' {
  interface GlobalMeta {
    /** Environment variable of this configuration field. */
    env?: string;
    /** The value appears neither in errors nor in the reference page. */
    secret?: boolean;
    /** Description of a valid value, as the end of "expected …". */
    wants?: string;
    /** Formats a value for the reference page. */
    show?: (value: unknown) => string;
  }
}

type Parsed<T> = { ok: true; value: T } | { ok: false };
export type TextField<T> = z.ZodPipe<z.ZodString, z.ZodTransform<T, string>>;

/** A field that is text in the environment and T in the configuration. Text that `parse` rejects is an error, never the default. */
export function field<T>(
  wants: string,
  parse: (text: string) => Parsed<T>,
  show: (value: unknown) => string = String,
): TextField<T> {
  return z
    .string()
    .transform((text, context): T => {
      const parsed = parse(text);
      if (parsed.ok) return parsed.value;
      context.addIssue({ code: 'custom', message: `wants ${wants}` });
      return z.NEVER;
    })
    .meta({ wants, show });
}

export const INVALID = { ok: false } as const;

/** Any text that is not blank. */
export function text(wants = 'some text'): TextField<string> {
  return field(wants, (value) => (value.trim() === '' ? INVALID : { ok: true, value }));
}

export function wholeNumber({ min = 0, max = Number.MAX_SAFE_INTEGER } = {}): TextField<number> {
  const wants =
    max === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${min}`
      : `a whole number from ${min} to ${max}`;
  return field(wants, (value) => {
    if (!/^-?\d{1,16}$/.test(value)) return INVALID;
    const number = Number(value);
    return number >= min && number <= max ? { ok: true, value: number } : INVALID;
  });
}

/** A TCP port; 0 lets the system choose a free one. */
export function port(): TextField<number> {
  const wants = 'a port from 0 to 65535 (0: any free one)';
  return field(wants, (value) => {
    if (!/^\d{1,5}$/.test(value)) return INVALID;
    const number = Number(value);
    return number <= 65_535 ? { ok: true, value: number } : INVALID;
  });
}

const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration, read as `250ms`, `30s`, `5m`, `2h`, `7d`, or a bare number of milliseconds. */
export function durationMs({ min = 0, max = 366 * unitMs.d } = {}): TextField<number> {
  const wants = `a duration from ${formatDuration(min)} to ${formatDuration(max)}, such as 250ms, 30s, 5m, 2h or 7d`;
  return field(
    wants,
    (value) => {
      const match = /^(\d{1,12})(ms|s|m|h|d)?$/.exec(value);
      if (match === null) return INVALID;
      const ms = Number(match[1]) * unitMs[(match[2] ?? 'ms') as keyof typeof unitMs];
      return ms >= min && ms <= max ? { ok: true, value: ms } : INVALID;
    },
    (value) => formatDuration(Number(value)),
  );
}

function formatDuration(ms: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    if (ms !== 0 && ms % unitMs[unit] === 0) return `${ms / unitMs[unit]}${unit}`;
  }
  return `${ms}ms`;
}

/** The path of a file that exists when the configuration is read. */
export function existingFile(): TextField<string> {
  return field('the path of an existing file', (value) => (isFile(value) ? { ok: true, value } : INVALID));
}

/** False also for a text that cannot be a path, such as one with a zero byte. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const flagWords = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['off', false],
  ['0', false],
]);

export function flag(): TextField<boolean> {
  return field('true or false (also yes, no, on, off, 1, 0)', (value) => {
    const known = flagWords.get(value.toLowerCase());
    return known === undefined ? INVALID : { ok: true, value: known };
  });
}

export type HostPort = { readonly host: string; readonly port: number };

/** `host:port`, with an IPv6 address in brackets. */
export function hostPort(): TextField<HostPort> {
  return field('host:port, such as kafka.example.org:9093 or [::1]:9093', parseHostPort, (value) =>
    formatHostPort(value as HostPort),
  );
}

export function formatHostPort({ host, port: number }: HostPort): string {
  return host.includes(':') ? `[${host}]:${number}` : `${host}:${number}`;
}

function parseHostPort(value: string): Parsed<HostPort> {
  const match = /^(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+)):(\d{1,5})$/.exec(value);
  const host = match?.[1] ?? match?.[2];
  const number = Number(match?.[3]);
  if (host === undefined || !(number >= 1 && number <= 65_535)) return INVALID;
  return { ok: true, value: { host, port: number } };
}

/** A comma-separated list, each part parsed by `item`. A blank part is an error. */
export function list<T>(item: TextField<T>): TextField<T[]> {
  const { wants = 'some text', show = String } = item.meta() ?? {};
  return field(
    `a list separated by commas, each part ${wants}`,
    (value) => {
      const parts = value.split(',').map((part) => item.safeParse(part.trim()));
      const values = parts.flatMap((part) => (part.success ? [part.data] : []));
      return values.length === parts.length ? { ok: true, value: values } : INVALID;
    },
    (value) => (value as T[]).map(show).join(','),
  );
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(
  words: Words,
): TextField<Words[number]> {
  return field(`one of ${words.join(', ')}`, (value) => {
    const known = words.find((word) => word === value);
    return known === undefined ? INVALID : { ok: true, value: known };
  });
}
