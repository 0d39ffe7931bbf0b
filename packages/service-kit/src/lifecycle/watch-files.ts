import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Component } from './components.ts';
import { repeatUntilStopped } from './repeat.ts';

export type WatchFilesOptions = {
  readonly name: string;
  readonly files: readonly string[];
  /**
   * Reads and activates the content, which may be active already. Returns `unfinished` if it must be called again at the next
   * poll, even if the files have not changed. @throws if the content is rejected; nothing has changed then.
   */
  readonly reload: () => Promise<'unfinished' | undefined>;
  /** Called once for each rejected content, with its digest. */
  readonly onRejected: (error: unknown, digest: Uint8Array) => void;
  /** Called when a poll failed for another reason. */
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
};

const POLL_INTERVAL_MS = 1_000;

/** Compares the content of files once a second. This works for any way to replace a file. */
export function watchFiles(options: WatchFilesOptions): Component {
  const { name, files, reload, onRejected, onError, everyMs = POLL_INTERVAL_MS } = options;
  /**
   * Digests of the content that was last activated or rejected, and of content that failed once. Only digests, because the files
   * may contain keys.
   */
  let decidedDigest: string | undefined;
  let suspectDigest: string | undefined;
  return repeatUntilStopped({
    name,
    onError,
    everyMs,
    work: async () => {
      const digest = await digestOf(files);
      const hexDigest = digest.toString('hex');
      if (hexDigest === decidedDigest) return undefined;
      try {
        if ((await reload()) === undefined) decidedDigest = hexDigest;
      } catch (error) {
        // Content is rejected only at the second failure. A file that is overwritten in place, or a pair of files, is inconsistent
        // for a moment.
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
