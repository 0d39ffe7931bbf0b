import { pino } from 'pino';
import { filterFields, type LogFields } from './log-fields.ts';
import { toLoggableError } from './loggable-error.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

// A text composed at run time has no literal type, so it cannot be a message: data belongs in fields.
// biome-ignore lint/complexity/noBannedTypes: the empty object type distinguishes a literal from a pattern here.
type LiteralMessage<Message extends string> = {} extends Record<Message, 1> ? never : Message;
type Write = <Message extends string>(message: Message & LiteralMessage<Message>, fields?: LogFields) => void;

/**
 * A log line is a fixed message and fields from an allow-list.
 * - `error`: an operator must act now. Use it for nothing else.
 * - `warn`: the service recovered by itself, by a retry or a rejected message. Matters only if it continues.
 * - `info`: life cycle of the service: started, assigned, released, stopped.
 * - `debug`: for developers; off in production.
 */
export type Logger = {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  /** Returns a logger whose lines all have these fields. */
  readonly with: (fields: LogFields) => Logger;
  /** Number of fields dropped since the start because they are not in the allow-list. */
  readonly droppedFields: () => number;
};

/** Receives one line of JSON at a time, with its newline. */
export type LogDestination = { readonly write: (line: string) => void };

export type LoggerOptions = {
  readonly service: string;
  readonly level: LogLevel;
  /** Standard output if absent. */
  readonly destination?: LogDestination;
};

export function createLogger({ service, level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const sink = destination === undefined ? pino(options) : pino(options, destination);
  let droppedTotal = 0;

  const build = (bound: LogFields): Logger => {
    const write = (
      name: 'debug' | 'info' | 'warn' | 'error',
      message: string,
      fields: LogFields = {},
    ): void => {
      if (!sink.isLevelEnabled(name)) return;
      const all: LogFields = { ...bound, ...fields };
      const { fields: kept, dropped } = filterFields(all);
      droppedTotal += dropped;
      if (all.error !== undefined) Object.assign(kept, { error: toLoggableError(all.error) });
      if (dropped > 0) Object.assign(kept, { droppedFields: dropped });
      sink[name](kept, message);
    };
    return {
      debug: (message, fields) => write('debug', message, fields),
      info: (message, fields) => write('info', message, fields),
      warn: (message, fields) => write('warn', message, fields),
      error: (message, fields) => write('error', message, fields),
      with: (fields) => build({ ...bound, ...fields }),
      droppedFields: () => droppedTotal,
    };
  };
  return build({});
}
