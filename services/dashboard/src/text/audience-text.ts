import type { Audience } from '@waylight/contracts/audiences';
import type { Locale } from './locale.tsx';
import type { MessageId } from './texts.ts';

const AUDIENCES: Readonly<Record<Audience, MessageId>> = {
  partners: 'audience.partners',
  network: 'audience.network',
  authorities: 'audience.authorities',
  public: 'audience.public',
};

/** Whom a release is for; the code itself of a circle that this version does not know. */
export function audienceText(audience: string, { t }: Locale): string {
  const found = Object.entries(AUDIENCES).find(([code]) => code === audience);
  return found === undefined ? audience : t(found[1]);
}
