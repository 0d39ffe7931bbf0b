import type { Audience } from '@waylight/disclosure-control';
import { type Identity, isMember } from '@waylight/registry';

/** The circle of readers that a caller belongs to. Whoever is not known is the public. */
export function audienceOf(identity: Identity | undefined): Audience {
  if (identity?.kind !== 'organisation') return 'public';
  return isMember(identity.organisation) ? 'partners' : 'network';
}
