import { setTimeout as wait } from 'node:timers/promises';
import type { Notice } from './notices.ts';
import { advance, isSeen, sortByVisibility, toResumeToken, type WatchPosition } from './watch-position.ts';

export type WatchNoticesOptions = {
  /** Notices that the watcher may read now, by its current audience. Undefined if the watcher has lost all access. */
  readonly visible: () => Promise<readonly Notice[] | undefined>;
  /** `visible` at the start. */
  readonly first: readonly Notice[];
  /** The position before the start. */
  readonly position: WatchPosition;
  readonly everyMs: number;
  readonly ended: AbortSignal;
};

/** Returns unseen notices, then new ones as they arrive, each with its resume token. */
export async function* watchNotices({
  visible,
  first,
  position: before,
  everyMs,
  ended,
}: WatchNoticesOptions): AsyncGenerator<{ readonly notice: Notice['notice']; readonly token: string }> {
  let position = before;
  // Compares ids, because a lost store is filled again under other revisions.
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
