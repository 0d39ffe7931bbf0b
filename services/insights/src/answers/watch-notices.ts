import { setTimeout as wait } from 'node:timers/promises';
import type { Notice } from './notices.ts';
import { advance, isSeen, sortByVisibility, toResumeToken, type WatchPosition } from './watch-position.ts';

export type WatchNoticesOptions = {
  /** What the watcher may see at this moment: who it is may have changed. Undefined where it may see nothing any more. */
  readonly visible: () => Promise<readonly Notice[] | undefined>;
  /** What it saw when it began. */
  readonly first: readonly Notice[];
  /** How far it had seen before. */
  readonly position: WatchPosition;
  readonly everyMs: number;
  readonly ended: AbortSignal;
};

/** Notices that a watcher has not seen, each with the token to go on from, then new ones as they come. */
export async function* watchNotices({
  visible,
  first,
  position: before,
  everyMs,
  ended,
}: WatchNoticesOptions): AsyncGenerator<{ readonly notice: Notice['notice']; readonly token: string }> {
  let position = before;
  // By id from here on: a store that came back empty is filled again under other revisions.
  const seen = first.filter((one) => isSeen(one, position));
  const seenIds = new Set(seen.map(({ notice }) => notice.releaseId));
  while (!ended.aborted) {
    const now = await visible();
    if (now === undefined) return;
    for (const one of sortByVisibility(now)) {
      if (seenIds.has(one.notice.releaseId)) continue;
      seenIds.add(one.notice.releaseId);
      position = advance(position, one);
      yield { notice: one.notice, token: toResumeToken(position) };
    }
    await wait(everyMs, undefined, { signal: ended }).catch(() => undefined);
  }
}
