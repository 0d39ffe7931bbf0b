import type { ChangeFormatter } from '@waylight/presentation';
import type { Changes } from '../../api/changes.ts';
import type { Locale } from '../../text/locale.tsx';

/**
 * The verdict on the region and its reasons, for a text in which every number is bound to a released cell. Reasons with numbers are
 * left out. `say` and `formatter` are in the bulletin's language.
 */
export function verdictSentences(
  { headline }: Pick<Changes, 'headline'>,
  say: Locale['t'],
  { words, terms }: Pick<ChangeFormatter, 'words' | 'terms'>,
): readonly string[] {
  if (headline?.verdict === undefined || headline.comparedNumber === undefined) return [];
  const { verdict, reasons = [], leftOut = [] } = headline;
  const texts: Readonly<Record<string, string>> = words.changes;
  const id = leftOut.length > 0 ? 'bulletin.ready.verdictOthers' : 'bulletin.ready.verdict';
  return [
    say(id, { verdict: terms.verdicts[verdict] }),
    ...reasons.flatMap((reason) => texts[reason] ?? []).filter((text) => !text.includes('{')),
  ];
}
