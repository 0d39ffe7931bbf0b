import { setTimeout as wait } from 'node:timers/promises';
import type { Notice } from './notices.ts';
import { inOrder, isSeen, movedTo, tokenOf, type WatchPosition } from './watch-position.ts';

export type NoticesToWatch = {
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
}: NoticesToWatch): AsyncGenerator<{ readonly notice: Notice['notice']; readonly token: string }> {
  let position = before;
  // By id from here on: a store that came back empty is filled again under other revisions.
  const seen = first.filter((one) => isSeen(one, position));
  const told = new Set(seen.map(({ notice }) => notice.releaseId));
  while (!ended.aborted) {
    const now = await visible();
    if (now === undefined) return;
    for (const one of inOrder(now)) {
      if (told.has(one.notice.releaseId)) continue;
      told.add(one.notice.releaseId);
      position = movedTo(position, one);
      yield { notice: one.notice, token: tokenOf(position) };
    }
    await wait(everyMs, undefined, { signal: ended }).catch(() => undefined);
  }
}
