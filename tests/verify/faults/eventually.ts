import { waitFor } from '@waylight/testing';

const LONGEST_MS = 45_000;

/**
 * Whether something comes to be seen while a fault holds. A fault that ends before it has bitten shows nothing, so each
 * waits for its effect before it heals. What cannot be asked for the moment is not seen yet.
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
  return waitFor('a fault to bite', isSeen, { deadlineMs: longestMs, everyMs: 100 }).then(
    () => true,
    () => false,
  );
}
