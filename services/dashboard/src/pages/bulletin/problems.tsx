import type { BulletinProblemReason } from '@waylight/bulletin';
import { type Locale, useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import styles from './editor.module.css';
import { placeText } from './words.ts';

/** Problems of a bulletin, with their places. */
export function Problems({ problems }: { readonly problems: readonly ProblemInBulletin[] }) {
  const locale = useLocale();
  return (
    <ul className={styles.plain}>
      {problems.map((problem) => {
        const { path, at, message, name } = problem;
        return (
          <li key={`${path}${at}${message}`}>
            {placeText(path, locale, name)}:{' '}
            {problemText(problem, locale) ?? <span lang="en">{message}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** A problem of a draft, or of content that insights refuses to save. */
type ProblemInBulletin = {
  readonly path: string;
  /** Index of its first character. */
  readonly at?: number | undefined;
  /** In English. */
  readonly message: string;
  readonly reason?: string | undefined;
  /** Name of the placeholder with the problem. */
  readonly name?: string | undefined;
};

/** Messages for problems, by code. */
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

/** Message in the language of the page; undefined for an unknown code, whose English text is shown. */
export function problemText(
  { reason, name = '' }: ProblemInBulletin,
  { t }: Pick<Locale, 't'>,
): string | undefined {
  const known = Object.entries(WORDS).find(([code]) => code === reason)?.[1];
  return known === undefined ? undefined : t(known, { name });
}
