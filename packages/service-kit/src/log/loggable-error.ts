import { isSafeToLog } from '../safe-error.ts';
import { isToken } from './log-fields.ts';

export type LoggableError = {
  readonly name: string;
  readonly code: string | number | null;
  readonly frames: readonly string[];
  readonly message?: string;
  readonly cause?: LoggableError;
};

const maxFrames = 12;
const maxCauses = 3;

/**
 * Reduces an error to loggable parts. Only messages of classes marked `safeToLog` are included, because a parser's message quotes
 * its input.
 */
export function toLoggableError(error: unknown, depth = 0): LoggableError {
  if (!(error instanceof Error)) return { name: `(thrown ${typeof error})`, code: null, frames: [] };
  const loggable: LoggableError = {
    name: isToken(error.name) ? error.name : 'Error',
    code: codeOf(error),
    frames: framesOf(error),
    ...(isSafeToLog(error) ? { message: error.message } : {}),
  };
  if (error.cause === undefined || depth + 1 >= maxCauses) return loggable;
  return { ...loggable, cause: toLoggableError(error.cause, depth + 1) };
}

function codeOf(error: Error): string | number | null {
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'number' || isToken(code) ? code : null;
}

const location = /(?:file:\/\/|node:|\()?([\w./@+:-]+?):(\d{1,7}):(\d{1,7})\)?$/;

/**
 * Returns the places in the code where the error was thrown. The stack starts with the message, which may contain lines that look
 * like frames, so the message is removed first. If it is not found, there are no frames.
 */
function framesOf(error: Error): string[] {
  const stack = error.stack ?? '';
  const start = stack.indexOf(error.message);
  if (start < 0) return [];
  const lines = stack.slice(start + error.message.length).split('\n');
  return lines.slice(1, maxFrames + 1).flatMap((line) => {
    const match = /^\s+at /.test(line) ? location.exec(line) : null;
    return match === null ? [] : [`${shorten(match[1] ?? '')}:${match[2]}`];
  });
}

/** Returns the path within the installation, without the folders of the machine above it. */
function shorten(path: string): string {
  const inside = /(?:^|\/)((?:node_modules|packages|services|tests|scripts)\/.*)$/.exec(path);
  return inside?.[1]?.replace(/^.*node_modules\//, 'node_modules/') ?? path.slice(path.lastIndexOf('/') + 1);
}
