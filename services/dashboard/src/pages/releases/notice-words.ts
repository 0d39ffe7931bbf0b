import {
  explainVictims,
  SUMS_NOTICE,
  SUMS_SENTENCES,
  victimsSentences,
} from '@waylight/disclosure-control/notices';
import type { ReleaseTable } from '../../api/releases.ts';
import { attributionText } from '../../text/attribution-text.ts';
import type { Locale } from '../../text/locale.tsx';
import { type MethodText, saidText } from '../../text/method-texts.ts';

/**
 * Notices that must be shown with the numbers of a release, in their order. Notices of Waylight and of a trial are translated.
 * Other text, such as that of an operator, stays in English.
 */
export function noticeTexts(
  { notices, victims }: Pick<ReleaseTable, 'notices' | 'victims'>,
  locale: Locale,
): readonly MethodText[] {
  const sums = victims && { roundingBase: victims.k, minIncidents: victims.from };
  const ours = new Map([
    [SUMS_NOTICE, SUMS_SENTENCES],
    ...(sums === undefined ? [] : [[explainVictims(sums), victimsSentences(sums)] as const]),
  ]);
  return notices.map((notice) => {
    if (notice.startsWith('* XK:')) return { text: `* ${locale.t('footnote.xk')}`, isEnglish: false };
    const sentences = ours.get(notice);
    if (sentences !== undefined) return saidText(sentences, notice, locale);
    const { text, lang } = attributionText(notice, locale);
    return { text, isEnglish: lang !== undefined };
  });
}
