import type { BulletinProblemReason } from '@waylight/bulletin';
import type { Locale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';

/** Something that cannot be in a bulletin, as insights says it of a draft, or of what it refuses to save. */
export type ProblemInBulletin = {
  readonly path: string;
  /** The character where it begins. */
  readonly at?: number | undefined;
  /** In English. */
  readonly message: string;
  readonly reason?: string | undefined;
  /** Of the placeholder that it is about. */
  readonly name?: string | undefined;
};

/** Why something in a bulletin cannot be, by its code. */
const WORDS: Readonly<Record<BulletinProblemReason, MessageId>> = {
  'binding-twice': 'bulletin.problem.twice',
  'broken-placeholder': 'bulletin.problem.braces',
  'no-binding': 'bulletin.problem.noNumber',
  'no-period': 'bulletin.problem.noPeriod',
  'no-dimension': 'bulletin.problem.noDimension',
  'no-question': 'bulletin.problem.noQuestion',
  'not-released': 'bulletin.problem.notReleased',
  'no-cell': 'bulletin.problem.noCell',
  'other-table': 'bulletin.problem.otherTable',
  'parts-not-released': 'bulletin.problem.parts',
};

/** Why, in the language of who reads; undefined where its code is not known here, and the service's own words have to do. */
export function problemText(
  { reason, name = '' }: ProblemInBulletin,
  { t }: Pick<Locale, 't'>,
): string | undefined {
  const known = Object.entries(WORDS).find(([code]) => code === reason)?.[1];
  return known === undefined ? undefined : t(known, { name });
}
