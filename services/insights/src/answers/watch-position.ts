import { RpcError } from '@waylight/service-kit';
import type { Notice } from './notices.ts';

/**
 * Position of a watcher. `revision`: the store's revision, for releases that are visible at publication. `mark`: the time of
 * the approval, for releases that need one, because an approval may follow long after later publications. The resume token
 * is "12" or "12.1767225600000".
 */
export type WatchPosition = { readonly revision: number; readonly mark: number };

/** Tolerance for differing clocks, and for marks of the same instant, which are numbered upwards. */
const AHEAD_MS = 60_000;

/** @throws RpcError for a token ahead of what this reader can have: it would hide future notices */
export function parseResumeToken(token: string, visible: readonly Notice[], nowMs: number): WatchPosition {
  if (token === '') return { revision: 0, mark: 0 };
  const [, revision, mark = '0'] = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(token) ?? [];
  if (revision === undefined) throw foreignTokenError();
  const position = { revision: Number(revision), mark: Number(mark) };
  // Compared only with the clock and notices of this reader: the response must disclose no other release.
  const revisions = visible.map(({ since }) => ('revision' in since ? since.revision : 0));
  const marks = visible.map(({ since }) => ('mark' in since ? since.mark : 0));
  const isAhead = position.mark > Math.max(nowMs + AHEAD_MS, ...marks);
  if (position.revision > Math.max(0, ...revisions) || isAhead) throw foreignTokenError();
  return position;
}

/** The position after all visible notices. */
export function latestPosition(visible: readonly Notice[]): WatchPosition {
  return sortByVisibility(visible).reduce(advance, { revision: 0, mark: 0 });
}

export function isSeen({ since }: Notice, { revision, mark }: WatchPosition): boolean {
  return 'revision' in since ? since.revision <= revision : since.mark <= mark;
}

export function advance(position: WatchPosition, { since }: Notice): WatchPosition {
  return { ...position, ...since };
}

export function toResumeToken({ revision, mark }: WatchPosition): string {
  return mark === 0 ? String(revision) : `${revision}.${mark}`;
}

/** Sorts notices by the time since which they are visible, so that no token skips a notice. */
export function sortByVisibility(notices: readonly Notice[]): Notice[] {
  const when = ({ since }: Notice): number => ('revision' in since ? since.revision : since.mark);
  const [published, approved] = [
    notices.filter(({ since }) => 'revision' in since),
    notices.filter(({ since }) => 'mark' in since),
  ];
  return [published, approved].flatMap((some) => some.sort((a, b) => when(a) - when(b)));
}

function foreignTokenError(): RpcError {
  return new RpcError(
    'INVALID_ARGUMENT',
    'the resume token was not issued by this service: leave it empty to receive all notices',
    [
      {
        type: 'badRequest',
        violations: [{ field: 'resume_token', description: 'was not issued by this service' }],
      },
    ],
  );
}
