import { waitFor } from '@waylight/testing';

const LONGEST_MS = 45_000;

/**
 * Waits for the effect of a fault, and returns false at the deadline. A fault that heals before it took effect tests
 * nothing, so each waits first. An error while checking means: not yet.
 */
export async function eventually(
  fact: () => boolean | Promise<boolean>,
  longestMs: number = LONGEST_MS,
): Promise<boolean> {
  const isSeen = async () => {
    try {
      return await fact();
    } catch {
      return false;
    }
  };
  return waitFor('a fault to take effect', isSeen, { deadlineMs: longestMs, everyMs: 100 }).then(
    () => true,
    () => false,
  );
}
