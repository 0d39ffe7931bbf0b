import canonicalize from 'canonicalize';
import type { BulletinContent } from './content.ts';

export const BULLETIN_STATUSES = ['draft', 'submitted', 'approved', 'frozen'] as const;

/** State of a bulletin. Accounts are opaque: they are only compared. */
export type BulletinState = {
  readonly status: (typeof BULLETIN_STATUSES)[number];
  /** From 1; 0 before the first save. */
  readonly version: number;
  readonly content: BulletinContent | undefined;
  /** The account that saved this version. */
  readonly author: string;
  /** Approval of this version, with the digest of the document that the approver saw. */
  readonly approval: { readonly by: string; readonly digest: string } | undefined;
};

export const NO_BULLETIN: BulletinState = {
  status: 'draft',
  version: 0,
  content: undefined,
  author: '',
  approval: undefined,
};

export type BulletinCommand =
  /** `base`: the version that the author edited; 0 for a new bulletin. */
  | { readonly kind: 'save'; readonly base: number; readonly content: BulletinContent }
  | { readonly kind: 'submit'; readonly version: number }
  /** `shownDigest`: digest of the document that the approver read; `currentDigest`: of the document now. */
  | {
      readonly kind: 'approve';
      readonly version: number;
      readonly shownDigest: string;
      readonly currentDigest: string;
    }
  | { readonly kind: 'freeze'; readonly version: number; readonly currentDigest: string };

export type BulletinEvent =
  | { readonly kind: 'saved'; readonly content: BulletinContent; readonly by: string }
  | { readonly kind: 'submitted' }
  | { readonly kind: 'approved'; readonly by: string; readonly digest: string }
  | { readonly kind: 'frozen' };

export const BULLETIN_REFUSALS = [
  'frozen',
  'stale',
  'not-submitted',
  'own-version',
  'reads-otherwise',
  'not-approved',
] as const;
export type BulletinRefusal = (typeof BULLETIN_REFUSALS)[number];

export type BulletinDecision =
  | { readonly kind: 'happened'; readonly event: BulletinEvent }
  /** The state is already the requested one. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly reason: BulletinRefusal };

const refuse = (reason: BulletinRefusal): BulletinDecision => ({ kind: 'refused', reason });

/** Decides on a command of an account. */
export function decideBulletin(state: BulletinState, command: BulletinCommand, by: string): BulletinDecision {
  if (state.status === 'frozen') return refuse('frozen');
  const expectedVersion = command.kind === 'save' ? command.base : command.version;
  // The user saw another version, so the command must not apply to the text of this version.
  if (expectedVersion !== state.version || (command.kind !== 'save' && state.version === 0))
    return refuse('stale');
  switch (command.kind) {
    case 'save':
      // Saving identical content does not change the author. Otherwise an author could let somebody save the text again, and then
      // approve their own text.
      if (state.content !== undefined && isSame(state.content, command.content)) return { kind: 'unchanged' };
      return { kind: 'happened', event: { kind: 'saved', content: command.content, by } };
    case 'submit':
      return state.status === 'draft'
        ? { kind: 'happened', event: { kind: 'submitted' } }
        : { kind: 'unchanged' };
    case 'approve':
      if (state.status === 'draft') return refuse('not-submitted');
      if (by === state.author) return refuse('own-version');
      if (command.shownDigest !== command.currentDigest) return refuse('reads-otherwise');
      if (state.approval?.digest === command.currentDigest) return { kind: 'unchanged' };
      return { kind: 'happened', event: { kind: 'approved', by, digest: command.currentDigest } };
    case 'freeze':
      if (state.approval === undefined) return refuse('not-approved');
      return state.approval.digest === command.currentDigest
        ? { kind: 'happened', event: { kind: 'frozen' } }
        : refuse('reads-otherwise');
    default:
      return command satisfies never;
  }
}

/** Applies an event. An edit discards the approval, because the approval was for the previous text. */
export function evolveBulletin(state: BulletinState, event: BulletinEvent): BulletinState {
  switch (event.kind) {
    case 'saved': {
      const { content, by: author } = event;
      return { status: 'draft', version: state.version + 1, content, author, approval: undefined };
    }
    case 'submitted':
      return { ...state, status: 'submitted' };
    case 'approved':
      return { ...state, status: 'approved', approval: { by: event.by, digest: event.digest } };
    case 'frozen':
      return { ...state, status: 'frozen' };
    default:
      return event satisfies never;
  }
}

const isSame = (one: BulletinContent, other: BulletinContent): boolean =>
  canonicalize(one) === canonicalize(other);
