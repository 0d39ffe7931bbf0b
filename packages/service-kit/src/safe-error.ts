/**
 * Marks an error class whose messages are our own and quote no input. No other message may be logged: it could contain what a
 * caller sent.
 */
export const safeToLog: unique symbol = Symbol.for('waylight.safeToLog');

export function isSafeToLog(error: unknown): error is Error {
  return error instanceof Error && Reflect.get(error, safeToLog) === true;
}
