import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Component } from './components.ts';
import { repeatUntilStopped } from './repeat.ts';

export type WatchFilesOptions = {
  readonly name: string;
  readonly files: readonly string[];
  /**
   * Reads and activates the content, which may be active already. Returns `unfinished` to be called again at the next poll, although
   * nothing changed. @throws if the content is rejected; then it changes nothing.
   */
  readonly reload: () => Promise<'unfinished' | undefined>;
  /** Called once for each rejected content, with its digest. */
  readonly onRejected: (error: unknown, digest: Uint8Array) => void;
  /** Called when a poll failed for another reason. */
  readonly onError: (error: unknown) => void;
  readonly everyMs?: number;
};

const POLL_INTERVAL_MS = 1_000;

/** Compares the content of files once a second, so that any way to replace them works. */
export function watchFiles(options: WatchFilesOptions): Component {
  const { name, files, reload, onRejected, onError, everyMs = POLL_INTERVAL_MS } = options;
  /** Digests, because the files may be keys: of the content last activated or rejected, and of one that failed once. */
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
        // Content is rejected at the second failure: a write in place, or of two files, is incomplete for a moment.
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
