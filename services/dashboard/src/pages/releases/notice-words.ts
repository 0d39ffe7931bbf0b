import { explainVictims, SUMS_NOTICE } from '@waylight/disclosure-control/notices';
import type { ReleaseTable } from '../../data/release-schemas.ts';
import type { Locale } from '../../language/locale.tsx';

/** `isForeign` where it is free text that somebody wrote in English, as what is said of all data of a region. */
export type NoticeText = { readonly text: string; readonly isForeign: boolean };

/** What must be said with the numbers of a release, in its order: in the language of who reads wherever the text is one of ours. */
export function noticeTexts(
  { notices, victims }: Pick<ReleaseTable, 'notices' | 'victims'>,
  { t, number }: Pick<Locale, 't' | 'number'>,
): readonly NoticeText[] {
  return notices.map((notice) => {
    const text = ownText(notice);
    return text === undefined ? { text: notice, isForeign: true } : { text, isForeign: false };
  });

  function ownText(notice: string): string | undefined {
    if (notice === SUMS_NOTICE) return t('notice.sums');
    if (notice.startsWith('* XK:')) return `* ${t('footnote.xk')}`;
    if (victims === undefined || notice !== explainVictims({ base: victims.k, from: victims.from }))
      return undefined;
    const [k, atMost, from] = [number(victims.k), number(victims.k - 1), number(victims.from)];
    return t('notice.victims', { k, atMost, from });
  }
}
