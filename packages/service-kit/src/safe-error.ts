/**
 * Marks an error class whose messages we write ourselves and that quote no input. Only such a message may be logged:
 * any other error's message could repeat what a caller sent.
 */
export const safeToLog: unique symbol = Symbol.for('waylight.safeToLog');

export function isSafeToLog(error: unknown): error is Error {
  return error instanceof Error && Reflect.get(error, safeToLog) === true;
}
