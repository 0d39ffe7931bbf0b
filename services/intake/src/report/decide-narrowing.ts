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
  refuseNotFound,
  refuseStale,
} from './decide.ts';

/** Command that narrows the base revision. Base 0 means the current revision. */
export type Narrowing = { readonly kind: 'narrow'; readonly base: number; readonly to: ShareWith };

/** The current state under an id, with its audience. */
export type SharedCurrent = Current & {
  readonly layer: Layer;
  readonly shareWith: ShareWith;
  readonly cap?: SharingCap | undefined;
};

/** The widest audience of a narrowed report, and the day of the narrowing (since 1970-01-01). Contracts call it `SharingLimit`. */
export type SharingCap = { readonly to: ShareWith; readonly onDay: number };

/**
 * Decides what narrowing does to a report. The content's digest does not change, so sending the same file
 * again changes nothing. A report that is already narrow enough is also narrowed, at most once a day, so that
 * no later revision widens it. `today` is in days since 1970-01-01.
 */
export function decideNarrowing(
  current: SharedCurrent | undefined,
  { base, to }: Narrowing,
  today: number,
): Decision {
  if (current === undefined) return refuseNotFound(REPORT);
  const { revision, retracted, layer, shareWith, cap } = current;
  if (base > revision) return refuseStale(current, REPORT);
  if (retracted)
    return refuse(
      'FAILED_PRECONDITION',
      `this report was retracted in revision ${revision}: it is no longer shared`,
    );
  if (layer === Layer.PUBLIC_RECORD)
    return refuse('FAILED_PRECONDITION', 'a public record is published already: it can only be retracted');
  if (shareWith <= to && cap !== undefined && cap.to <= to && cap.onDay >= today)
    return { kind: 'unchanged' };
  return base === 0 || base === revision ? accept(revision + 1, 'sharing') : refuseStale(current, REPORT);
}

/**
 * Decides what a cap does to a report with the same content: the node adopts the cap. A report that is
 * shared more widely does not change. Its wider audience is either refused, or a person has consented to it
 * since the cap.
 */
export function decideCap(
  { revision, shareWith, cap }: Pick<SharedCurrent, 'revision' | 'shareWith' | 'cap'>,
  sent: SharingCap | undefined,
): Decision {
  const stricter = stricterCap(cap, sent);
  const isUnchanged = stricter?.to === cap?.to && stricter?.onDay === cap?.onDay;
  if (stricter === undefined || isUnchanged || shareWith > stricter.to) return { kind: 'unchanged' };
  return accept(revision + 1, 'sharing');
}

/** The cap that satisfies both, such as that of this node and that of a report's former node. */
export function stricterCap(
  one: SharingCap | undefined,
  other: SharingCap | undefined,
): SharingCap | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return { to: Math.min(one.to, other.to) as ShareWith, onDay: Math.max(one.onDay, other.onDay) };
}

/**
 * Refuses an audience wider than the cap, unless a consent of a later day is stated. Otherwise the next
 * import of a corrected table would undo a person's request. A consent of the same day is not accepted,
 * because consent may be given and withdrawn on one day. Dates are compared as text: a month or year that
 * began before the narrowing is sorted before it.
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
      `is wider than allowed since ${isoDay(cap.onDay)}, when it was narrowed or its consent withdrawn: ` +
      'send that audience or a narrower one, or state a later consent with its day',
    candidates: [codeByNumber('shareWith', cap.to)?.id ?? ''],
  };
}
