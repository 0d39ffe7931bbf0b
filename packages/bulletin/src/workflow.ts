import canonicalize from 'canonicalize';
import type { BulletinContent } from './content.ts';

export const BULLETIN_STATUSES = ['draft', 'submitted', 'approved', 'frozen'] as const;

/** How a bulletin stands. Accounts are opaque: they are compared, and nothing else. */
export type BulletinState = {
  readonly status: (typeof BULLETIN_STATUSES)[number];
  /** From 1; 0 before anything was saved. */
  readonly version: number;
  readonly content: BulletinContent | undefined;
  /** The account that saved this version. */
  readonly author: string;
  /** Of this version as it read then, by a digest of what the approver was shown. */
  readonly approval: { readonly by: string; readonly digest: string } | undefined;
};

export const NO_BULLETIN: BulletinState = {
  ...{ status: 'draft', version: 0, content: undefined, author: '', approval: undefined },
};

export type BulletinCommand =
  /** Over the version that the author began with; 0: there was none. */
  | { readonly kind: 'save'; readonly base: number; readonly content: BulletinContent }
  | { readonly kind: 'submit'; readonly version: number }
  /** `shownDigest`: the digest of what the approver read; `currentDigest`: of what it reads as at this moment. */
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
  /** It is so already. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly reason: BulletinRefusal };

const refuse = (reason: BulletinRefusal): BulletinDecision => ({ kind: 'refused', reason });

/** What comes of a command of an account. */
export function decideBulletin(state: BulletinState, command: BulletinCommand, by: string): BulletinDecision {
  if (state.status === 'frozen') return refuse('frozen');
  const expectedVersion = command.kind === 'save' ? command.base : command.version;
  // Whoever looked at another version means that one, whatever he wants of it.
  if (expectedVersion !== state.version || (command.kind !== 'save' && state.version === 0))
    return refuse('stale');
  switch (command.kind) {
    case 'save':
      // Who saves what is there already is no author: else two could approve each other's words without reading them.
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

/** Any edit begins anew: what was approved was another text. */
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
