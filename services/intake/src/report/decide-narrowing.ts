import { isoDay } from '@waylight/calendar';
import { Layer, type ShareWith } from '@waylight/contracts/incident';
import type { Consent, Violation } from '@waylight/contracts/intake';
import { codeByNumber } from '@waylight/taxonomy';
import {
  accept,
  type Current,
  type Decision,
  REPORT,
  refuse,
  refuseExpired,
  refuseNotFound,
  refuseStale,
} from './decide.ts';

/** Base 0 narrows whatever is current. */
export type Narrowing = { readonly kind: 'narrow'; readonly base: number; readonly to: ShareWith };

/** What the ledger holds under an id, with who may count it. */
export type SharedCurrent = Current & {
  readonly layer: Layer;
  readonly shareWith: ShareWith;
  readonly cap?: SharingCap | undefined;
};

/** That a report was narrowed: to which circle, and on which day (since 1970-01-01). */
export type SharingCap = { readonly to: ShareWith; readonly onDay: number };

/**
 * What narrowing does to a report. The digest of what was sent plays no part: the sender's file says what it said, and sending
 * it again goes on to change nothing. A report that is shared no more widely already is narrowed all the same, so that no later
 * revision widens it: nothing changes only where that was said on the same day. `today` is in days since 1970-01-01.
 */
export function decideNarrowing(
  current: SharedCurrent | undefined,
  { base, to }: Narrowing,
  today: number,
): Decision {
  if (current === undefined) return refuseNotFound(REPORT);
  if (current.expired === true) return refuseExpired(REPORT);
  const { revision, retracted, layer, shareWith, cap } = current;
  if (base > revision) return refuseStale(current, REPORT);
  if (retracted)
    return refuse(
      'FAILED_PRECONDITION',
      `this report was retracted in revision ${revision}: nothing of it is shared any more`,
    );
  if (current.missing === true)
    return refuse(
      'FAILED_PRECONDITION',
      'the node had to go back to an older copy of its ledger, which lacks what this report says: send the report again with that circle, or retract it',
    );
  if (layer === Layer.PUBLIC_RECORD)
    return refuse('FAILED_PRECONDITION', 'a public record was published already; it can only be retracted');
  if (shareWith <= to && cap !== undefined && cap.to <= to && cap.onDay >= today)
    return { kind: 'unchanged' };
  return base === 0 || base === revision ? accept(revision + 1, 'sharing') : refuseStale(current, REPORT);
}

/**
 * What comes of a limit where the same content is here already: it is kept as this node's own. Not where the report is shared more widely
 * than that, which is either refused or what was agreed to since.
 */
export function decideLimit(
  { revision, shareWith, cap }: Pick<SharedCurrent, 'revision' | 'shareWith' | 'cap'>,
  limit: SharingCap | undefined,
): Decision {
  const stricter = stricterCap(cap, limit);
  const isUnchanged = stricter?.to === cap?.to && stricter?.onDay === cap?.onDay;
  if (stricter === undefined || isUnchanged || shareWith > stricter.to) return { kind: 'unchanged' };
  return accept(revision + 1, 'sharing');
}

/** What both allow: that of this node, and of a report that moved here that of the node where it lived. */
export function stricterCap(
  one: SharingCap | undefined,
  other: SharingCap | undefined,
): SharingCap | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return { to: Math.min(one.to, other.to) as ShareWith, onDay: Math.max(one.onDay, other.onDay) };
}

/**
 * Why a report may not be shared so: it was narrowed, and nobody says that more was agreed to since. Otherwise the next import of
 * the same table, with one cell corrected, would undo what a person asked for, on the very day on which consent was given and
 * taken back too. A date is compared as text: a month or year that began before the day of the narrowing sorts before it.
 */
export function checkCap(
  cap: SharingCap | undefined,
  shareWith: ShareWith,
  consent: Consent | undefined,
): Violation | undefined {
  if (cap === undefined || shareWith <= cap.to) return undefined;
  if (consent?.basis === 'consent' && consent.givenOn > isoDay(cap.onDay)) return undefined;
  return {
    field: 'share_with',
    description:
      `is wider than this report may be shared since ${isoDay(cap.onDay)}, when it was narrowed or its consent withdrawn: ` +
      'send that circle or a narrower one; if more was agreed to since, state that consent with its day',
    candidates: [codeByNumber('shareWith', cap.to)?.id ?? ''],
  };
}
