import { RpcError } from '@waylight/service-kit';
import type { Notice } from './notices.ts';

/**
 * How far a watcher has seen: the releases that it may read at once by the store's revision, and those that were to be
 * approved first by their approval, which may come long after later ones were published. "12" or "12.1767225600000".
 */
export type WatchPosition = { readonly revision: number; readonly mark: number };

/** Clocks may differ a little, and marks of one instant follow each other. */
const AHEAD_MS = 60_000;

/** @throws RpcError for a token that this service never gave to this reader: it would hide what is still to come. */
export function parseResumeToken(token: string, visible: readonly Notice[], nowMs: number): WatchPosition {
  if (token === '') return { revision: 0, mark: 0 };
  const [, revision, mark = '0'] = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(token) ?? [];
  if (revision === undefined) throw foreignTokenError();
  const position = { revision: Number(revision), mark: Number(mark) };
  // Held against the clock and what this reader may see, alone: the answer must not tell of any other release.
  const revisions = visible.map(({ since }) => ('revision' in since ? since.revision : 0));
  const marks = visible.map(({ since }) => ('mark' in since ? since.mark : 0));
  const isAhead = position.mark > Math.max(nowMs + AHEAD_MS, ...marks);
  if (position.revision > Math.max(0, ...revisions) || isAhead) throw foreignTokenError();
  return position;
}

/** Of a watcher who has seen all that there is for it. */
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

/** In the order in which a reader could see them, so that a token hides nothing that comes after it. */
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
    'the resume token is not one of this service: leave it empty to see all',
    [
      {
        type: 'badRequest',
        violations: [{ field: 'resume_token', description: 'is not a token of this service' }],
      },
    ],
  );
}
