import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Component } from './components.ts';
import { repeatUntilStopped } from './repeat.ts';

export type WatchFilesOptions = {
  readonly name: string;
  readonly files: readonly string[];
  /**
   * Reads the files and takes what they hold, which may be what is in force already. @throws where they hold what may not be in force;
   * then it changes nothing. `unfinished`: taken, and to be called again at the next look, although nothing has changed.
   */
  readonly reload: () => Promise<'unfinished' | undefined>;
  /** Told once of each content that is refused, with a digest of it. */
  readonly onRejected: (error: unknown, digest: Uint8Array) => void;
  /** Told of a look that failed for another reason. */
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
};

const POLL_INTERVAL_MS = 1_000;

/** Looks at files once a second, by their content, so that it does not matter how they come there. */
export function watchFiles(options: WatchFilesOptions): Component {
  const { name, files, reload, onRejected, onError, everyMs = POLL_INTERVAL_MS } = options;
  /** What the files held when it was last decided on, and what is to be looked at once more: digests, because keys are among them. */
  let decidedDigest: string | undefined;
  let suspectDigest: string | undefined;
  return repeatUntilStopped({
    ...{ name, onError, everyMs },
    work: async () => {
      const digest = await digestOf(files);
      const hexDigest = digest.toString('hex');
      if (hexDigest === decidedDigest) return undefined;
      try {
        if ((await reload()) === undefined) decidedDigest = hexDigest;
      } catch (error) {
        // An editor that writes in place is half done for a moment, and so is who replaces two files: what is wrong twice is wrong.
        if (hexDigest !== suspectDigest) {
          suspectDigest = hexDigest;
          return undefined;
        }
        decidedDigest = hexDigest;
        onRejected(error, digest);
      }
      return undefined;
    },
  });
}

async function digestOf(files: readonly string[]): Promise<Buffer> {
  const hash = createHash('sha256');
  for (const file of files) {
    const content = await readFile(file).catch((error: NodeJS.ErrnoException) => `unread ${error.code}`);
    hash.update(`${content.length} `).update(content);
  }
  return hash.digest();
}
