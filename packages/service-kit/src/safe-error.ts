/**
 * Marks an error class whose messages are Waylight's own and quote no input. Other messages may not be logged, because they could
 * contain what a caller sent.
 */
export const safeToLog: unique symbol = Symbol.for('waylight.safeToLog');

export function isSafeToLog(error: unknown): error is Error {
  return error instanceof Error && Reflect.get(error, safeToLog) === true;
}
