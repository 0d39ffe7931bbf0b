import { pino } from 'pino';
import { filterFields, type LogFields } from './log-fields.ts';
import { toLoggableError } from './loggable-error.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

// A text put together at run time has no literal type, and so can't be a message: data belongs in fields.
// biome-ignore lint/complexity/noBannedTypes: the empty object type is what tells a literal from a pattern here.
type LiteralMessage<Message extends string> = {} extends Record<Message, 1> ? never : Message;
type Write = <Message extends string>(message: Message & LiteralMessage<Message>, fields?: LogFields) => void;

/**
 * Log lines are a fixed message and fields from an allow-list.
 * - `error`: somebody must act, now. Nothing else is an error.
 * - `warn`: the service helped itself (a retry, a refused message), and somebody should know if it goes on.
 * - `info`: the life of the service: started, assigned, released, stopped.
 * - `debug`: for a developer; off in production.
 */
export type Logger = {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  /** A logger whose lines all carry these fields. */
  readonly with: (fields: LogFields) => Logger;
  /** How many fields were dropped since the start because the allow-list doesn't have them. */
  readonly droppedFields: () => number;
};

/** Takes one line of JSON at a time, its newline included. */
export type LogDestination = { readonly write: (line: string) => void };

export type LoggerOptions = {
  readonly service: string;
  readonly level: LogLevel;
  /** Where lines go; standard output if absent. */
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
