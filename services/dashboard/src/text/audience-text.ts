import type { Audience } from '@waylight/contracts/audiences';
import type { Locale } from './locale.tsx';
import type { MessageId } from './texts.ts';

const AUDIENCES: Readonly<Record<Audience, MessageId>> = {
  partners: 'audience.partners',
  network: 'audience.network',
  authorities: 'audience.authorities',
  public: 'audience.public',
};

/** Wider audiences have smaller numbers: fewer reports may be shared with them. */
const COUNTED: Readonly<Record<Exclude<Audience, 'partners'>, MessageId>> = {
  network: 'release.only.network',
  authorities: 'release.only.authorities',
  public: 'release.only.public',
};

/** Says which reports the numbers for an audience count. Undefined for members, whose numbers count all reports. */
export function countedText(audience: string | undefined, { t }: Locale): string | undefined {
  const found = Object.entries(COUNTED).find(([code]) => code === audience);
  return found && t(found[1]);
}

/** Whom a release is for; the code itself of an audience that this version does not know. */
export function audienceText(audience: string, { t }: Locale): string {
  const found = Object.entries(AUDIENCES).find(([code]) => code === audience);
  return found === undefined ? audience : t(found[1]);
}
