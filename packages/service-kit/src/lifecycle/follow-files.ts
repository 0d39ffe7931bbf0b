import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Component } from './components.ts';
import { repeatUntilStopped } from './repeat.ts';

export type FollowOptions = {
  readonly name: string;
  readonly files: readonly string[];
  /**
   * Reads the files and takes what they hold, which may be what is in force already. @throws where they hold what may not be in force;
   * then it changes nothing. `unfinished`: taken, and to be called again at the next look, although nothing has changed.
   */
  readonly take: () => Promise<'unfinished' | undefined>;
  /** Told once of each content that is refused, with a digest of it. */
  readonly refused: (error: unknown, digest: Uint8Array) => void;
  /** Told of a look that failed for another reason. */
  readonly failed: (error: unknown) => void;
  readonly everyMs?: number;
};

const LOOK_EVERY_MS = 1_000;

/** Looks at files once a second, by their content, so that it does not matter how they come there. */
export function followFiles(options: FollowOptions): Component {
  const { name, files, take, refused, failed, everyMs = LOOK_EVERY_MS } = options;
  /** What the files held when it was last decided on, and what is to be looked at once more: digests, because keys are among them. */
  let settled: string | undefined;
  let doubtful: string | undefined;
  return repeatUntilStopped({
    ...{ name, failed, everyMs },
    work: async () => {
      const digest = await digestOf(files);
      const seen = digest.toString('hex');
      if (seen === settled) return undefined;
      try {
        if ((await take()) === undefined) settled = seen;
      } catch (error) {
        // An editor that writes in place is half done for a moment, and so is who replaces two files: what is wrong twice is wrong.
        if (seen !== doubtful) {
          doubtful = seen;
          return undefined;
        }
        settled = seen;
        refused(error, digest);
      }
      return undefined;
    },
  });
}

async function digestOf(files: readonly string[]): Promise<Buffer> {
  const hash = createHash('sha256');
  for (const file of files) {
    const held = await readFile(file).catch((error: NodeJS.ErrnoException) => `unread ${error.code}`);
    hash.update(`${held.length} `).update(held);
  }
  return hash.digest();
}
